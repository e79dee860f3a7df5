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
  return {
    home,
    pidFile,
    start(words, { language = "en", splits = false, ...size } = {}) {
      const main = `${process.execPath} --import ${import.meta.resolve("tsx")} ${join(root, "src/main.ts")}`;
      const env = `${splits ? "" : "TMUX= "}SVCLAB_HOME=${home} PATH=${join(kubectl, "..")}:$PATH LANG=en_US.UTF-8 LC_ALL= SVCLAB_LANG=${language} SHELL=/bin/sh`;
      const terminal = openTerminal(`sh -c 'echo $$ > ${pidFile}; exec env ${env} ${main} ${words}'`, size);
      terminals.push(terminal);
      return terminal;
    },
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
