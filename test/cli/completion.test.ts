import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completionNodes } from "../../src/cli/completion-nodes.ts";
import { loadLabs } from "../../src/labs/load-labs.ts";
import { type CompletionShell, renderCompletion } from "../../src/render/completion/completion.ts";
import { hasTmux, openTerminal, type Terminal } from "../support/tmux.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "svclab-completion-"));
  const labs = await loadLabs(fileURLToPath(new URL("../../labs", import.meta.url)));
  for (const shell of ["bash", "zsh", "fish"] as const)
    await writeFile(join(folder, `completion.${shell}`), renderCompletion(shell, completionNodes(labs, "en")));
  await writeFile(join(folder, "svclab"), "#!/bin/sh\n");
  await chmod(join(folder, "svclab"), 0o755);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function has(program: string): boolean {
  try {
    return execFileSync("/bin/sh", ["-c", `command -v ${program}`], { encoding: "utf8" }) !== "";
  } catch {
    process.stdout.write(`completion is not tested with ${program}: it is not on this machine\n`);
    return false;
  }
}

const starts: Readonly<Record<CompletionShell, () => string>> = {
  bash: () => `PS1='$ ' bash --norc --noprofile -i`,
  zsh: () => `env ZDOTDIR=${folder} PS1='$ ' zsh -f -i`,
  fish: () => `env HOME=${folder} XDG_CONFIG_HOME=${folder} fish --private --init-command "function fish_prompt; echo -n '\\$ '; end"`,
};

/** In a real terminal, with Tab. */
describe.skipIf(!hasTmux).each((["bash", "zsh", "fish"] as const).filter(has))("Tab in %s", { timeout: 120_000 }, (shell) => {
  let terminal: Terminal;

  beforeAll(async () => {
    terminal = openTerminal(`env PATH=${folder}:/usr/bin:/bin TERM=screen ${starts[shell]()}`);
    await terminal.until(/^\$ *$/m);
    terminal.type(`source ${join(folder, `completion.${shell}`)}; echo ready to com''plete`);
    await terminal.until("ready to complete");
  });

  afterAll(() => terminal.end());

  /** What the line becomes when Tab is pressed until it shows what is wanted. */
  async function tab(line: string, wanted: string | RegExp): Promise<void> {
    terminal.press("C-u");
    terminal.type("clear");
    await terminal.until(/^\$ *$/m);
    terminal.press("-l", line);
    await terminal.until(line);
    terminal.press("Tab", "Tab");
    await terminal.until(wanted);
  }

  it("finishes a command", () => tab("svclab doct", "svclab doctor"));

  it("offers all labs and steps that begin so", () => tab("svclab check clusterip/", /lusterip\/selector/));

  it("finishes a lab's name for start", () => tab("svclab start loadb", "loadbalancer"));

  it("finishes a command below another", () => tab("svclab cluster sta", "svclab cluster status"));

  it("finishes a flag, also a command's own", () => tab("svclab start --fr", "svclab start --from"));

  it("finishes the value of a flag", () => tab("svclab --cluster mini", "svclab --cluster minikube"));

  it("is not led astray by flags before the command", () => tab("svclab --lang ko ver", "svclab --lang ko verify"));
});

describe("what Tab offers", () => {
  it("has every command and a description in both languages", () => {
    for (const language of ["ko", "en"] as const) {
      const nodes = completionNodes([], language);
      expect(nodes.map(({ path }) => path)).toContain("cluster reset");
      for (const { words, flags } of nodes)
        for (const { about } of [...words.filter(({ word }) => !["bash", "zsh", "fish"].includes(word)), ...flags]) expect(about).not.toBe("");
    }
  });
});
