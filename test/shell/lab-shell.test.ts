import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../src/process/run.ts";
import { prepareLabShell, showPlace } from "../../src/shell/lab-shell.ts";
import { powershellStart, shellKindOf } from "../../src/shell/start-files.ts";

let home: string;
let user: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "svclab-shell-"));
  user = await mkdtemp(join(tmpdir(), "svclab-user-"));
});

afterEach(() => Promise.all([home, user].map((folder) => rm(folder, { recursive: true, force: true }))));

function where(program: string): string | undefined {
  try {
    return execFileSync("/bin/sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

/** What the shell says to these lines, typed into it; its prompts included. */
async function typed(program: string, lines: readonly string[]): Promise<string> {
  const svclab = join(home, "an echo's path");
  await writeFile(svclab, '#!/bin/sh\necho "svclab:" "$@"\n');
  await chmod(svclab, 0o755);
  const environment = {
    ...process.env,
    HOME: user,
    XDG_CONFIG_HOME: join(user, ".config"),
    PATH: "/usr/bin:/bin",
    TERM: "dumb",
    ENV: "",
    ZDOTDIR: "",
    PS1: "",
  };
  const shell = await prepareLabShell(
    { home, program: [program], svclab: [svclab], environment, platform: "linux" },
    { variables: { KUBECONFIG: "/the lab's/kubeconfig", PATH: "/kubectl folder:/usr/bin:/bin" }, flags: ["--cluster", "minikube"] },
  );
  const options = { env: { ...environment, ...shell.environment }, timeoutMs: 20_000 };
  // Fish does not read its commands from a socket, which is what a pipe of Node.js is.
  const { stdout, stderr } = program.endsWith("fish")
    ? await run([...shell.argv, "-c", lines.join("\n")], options)
    : await run(shell.argv, { ...options, input: `${lines.join("\n")}\nexit\n` });
  return stdout + stderr;
}

/** The learner's own start files set what the lab needs, and an alias of theirs. */
async function ownStartFiles(): Promise<void> {
  const posix = "export KUBECONFIG=/mine\nexport PATH=/mine/bin:/usr/bin:/bin\nalias mine='echo my own alias'\n";
  await writeFile(join(user, ".bashrc"), posix);
  await writeFile(join(user, ".zshrc"), posix);
  await mkdir(join(user, ".config/fish"), { recursive: true });
  await writeFile(join(user, ".config/fish/config.fish"), "set -gx KUBECONFIG /mine\nset -gx PATH /mine/bin /usr/bin /bin\nalias mine='echo my own alias'\n");
}

const shells = ["bash", "zsh", "fish", "dash"].map((name) => [name, where(name)] as const);
for (const [name, program] of shells) if (program === undefined) process.stdout.write(`the lab shell is not tested with ${name}: it is not on this machine\n`);

describe.each(shells.filter(([, program]) => program !== undefined))("the lab shell of %s", (name, program = "") => {
  it("is wired to the cluster whatever the learner's own start files say", async () => {
    await ownStartFiles();
    const said = await typed(program, ['echo "$KUBECONFIG"', 'echo "path: $PATH"']);
    expect(said).toContain("/the lab's/kubeconfig");
    // Fish prints its list of folders with spaces between them.
    expect(said.replaceAll(" /", ":/")).toContain(`${join(home, "shell/bin")}:/kubectl folder`);
  });

  it.skipIf(name === "dash")("keeps what is the learner's own", async () => {
    await ownStartFiles();
    expect(await typed(program, ["mine"])).toContain("my own alias");
  });

  it("knows check, hint and next, and which cluster is meant", async () => {
    const said = await typed(program, ["check", "hint clusterip/selector", "next", "svclab list"]);
    expect(said).toContain("svclab: check --cluster minikube");
    expect(said).toContain("svclab: hint --cluster minikube clusterip/selector");
    expect(said).toContain("svclab: next --cluster minikube");
    expect(said).toContain("svclab: --cluster minikube list");
  });

  // Fish and zsh show no prompt without a terminal: the walk at a terminal looks at theirs.
  it.skipIf(name === "fish" || name === "zsh")("shows the lab and step in its prompt, also when they change", async () => {
    await showPlace(home, "clusterip/selector");
    const said = await typed(program, [`echo clusterip/reach > '${join(home, "shell/place")}'`, "true"]);
    expect(said).toContain("[svclab clusterip/selector]");
    expect(said).toContain("[svclab clusterip/reach]");
  });
});

describe("the lab shell", () => {
  it.each([
    ["/usr/bin/bash", "bash"],
    ["/opt/homebrew/bin/fish", "fish"],
    ["C:\\Program Files\\PowerShell\\7\\pwsh.exe", "powershell"],
    ["C:\\Windows\\System32\\cmd.exe", "cmd"],
    ["/bin/ksh", "sh"],
  ] as const)("takes %s for %s", (program, kind) => {
    expect(shellKindOf(program)).toBe(kind);
  });

  it("doubles the quotes of PowerShell", () => {
    const text = powershellStart({ variables: { KUBECONFIG: "C:\\it's\\here" }, folders: ["C:\\bin"], placeFile: "C:\\place" });
    expect(text).toContain("$env:KUBECONFIG = 'C:\\it''s\\here'");
  });

  it("writes nothing on Windows that the code page of the system would spoil", async () => {
    const svclab = ["C:\\node.exe", "C:\\Users\\홍길동\\svclab\\main.js"];
    const start = (program: string) =>
      prepareLabShell({ home, program: [program], svclab, environment: {}, platform: "win32" }, { variables: { PATH: "" }, flags: [] });
    const { environment } = await start("cmd.exe");
    expect(environment).toMatchObject({ SVCLAB_PROGRAM_0: svclab[0], SVCLAB_PROGRAM_1: svclab[1] });
    const word = await readFile(join(home, "shell/bin/check.cmd"), "utf8");
    expect(word).toBe('@"%SVCLAB_PROGRAM_0%" "%SVCLAB_PROGRAM_1%" check %SVCLAB_SHELL_FLAGS% %*\r\n');
    await start("powershell.exe");
    expect([...(await readFile(join(home, "shell/start.ps1"))).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it("keeps the place in one line of a file", async () => {
    await showPlace(home, "echo/reach");
    expect(await readFile(join(home, "shell/place"), "utf8")).toBe("echo/reach\n");
  });
});
