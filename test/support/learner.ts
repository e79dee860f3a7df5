/** A learner's own home and terminals, with the practice cluster that lies in it. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { down } from "../../src/practice/daemon/control.ts";
import { ensureKubectl } from "../../src/process/kubectl.ts";
import { openTerminal, type Terminal } from "./tmux.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Learner {
  readonly home: string;
  /** Runs `svclab WORDS` in a terminal; its process id is in `pidFile`. */
  start(words: string, options?: StartOptions): Terminal;
  /** A shell with job control, in a terminal; and what to type there for `svclab WORDS`. */
  shell(): Terminal;
  command(words: string): string;
  readonly pidFile: string;
  progress(): Promise<{ readonly clusters: { readonly [cluster: string]: { readonly [lab: string]: { readonly marks: object; readonly step: string } } } }>;
  /** Ends the terminals. */
  leave(): void;
  /** Stops the cluster and removes the home. */
  remove(): Promise<void>;
}

interface StartOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly language?: "ko" | "en";
  /** svclab knows that it runs in tmux, which can split its window. */
  readonly splits?: boolean;
}

export async function createLearner(): Promise<Learner> {
  const home = await mkdtemp(join(tmpdir(), "svclab-learner-"));
  const kubectl = (await ensureKubectl({ home: join(tmpdir(), "svclab-test-kubectl"), env: process.env })).path;
  const pidFile = join(home, "test.pid");
  let terminals: Terminal[] = [];
  const opened = (terminal: Terminal): Terminal => {
    terminals.push(terminal);
    return terminal;
  };
  const line = (words: string, { language, splits }: Required<Pick<StartOptions, "language" | "splits">>): string => {
    const main = `${process.execPath} --import ${import.meta.resolve("tsx")} ${join(root, "src/main.ts")}`;
    return `env ${splits ? "" : "TMUX= "}SVCLAB_HOME=${home} PATH=${join(kubectl, "..")}:$PATH LANG=en_US.UTF-8 LC_ALL= SVCLAB_LANG=${language} SHELL=/bin/sh ${main} ${words}`;
  };
  return {
    home,
    pidFile,
    start: (words, { language = "en", splits = false, ...size } = {}) =>
      opened(openTerminal(`sh -c 'echo $$ > ${pidFile}; exec ${line(words, { language, splits })}'`, size)),
    shell: () => opened(openTerminal("env PS1='$ ' sh -i")),
    command: (words) => line(words, { language: "en", splits: false }),
    progress: async () => JSON.parse(await readFile(join(home, "progress.json"), "utf8")),
    leave() {
      for (const terminal of terminals) terminal.end();
      terminals = [];
    },
    async remove() {
      await down({ home });
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The reference answer of the first lab. */
export const clusteripAnswer = join(root, "solutions/01-clusterip/counter-redis-svc.yml");
