/** A practice cluster on which every lab is done right. What is marked wrong here is marked wrong for the environment's sake. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { RunResult } from "../../src/cluster/driver.ts";
import { down, up } from "../../src/practice/daemon/control.ts";
import { run } from "../../src/process/run.ts";
import { type FinishedLab, finishCourse } from "../bench/finished-course.ts";
import { root } from "../bench/room.ts";
import { testKubectl } from "../support/kubectl.ts";

export interface Stand {
  readonly home: string;
  /** Of the healthy cluster. */
  readonly kubeconfig: string;
  readonly nodeAddress: string;
  /** A new home of a learner who has done everything right. */
  learnersHome(): string;
  /** Makes such a home of a folder. */
  furnish(home: string): void;
  apply(manifest: string): Promise<RunResult>;
  kubectl(...argv: readonly string[]): Promise<RunResult>;
  /** `under`: what runs it, a shell that limits something. */
  svclab(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>, under?: readonly string[]): Promise<RunResult>;
  tearDown(): Promise<void>;
}

/** A check that hangs for longer has no deadline. */
const longestMs = 60_000;

export async function buildStand(): Promise<Stand> {
  const home = mkdtempSync(join(tmpdir(), "svclab-stand-"));
  const built = await run(["npm", "run", "build"], { cwd: root, timeoutMs: longestMs });
  if (built.exitCode !== 0) throw new Error(built.stderr);
  const app = join(home, "app");
  mkdirSync(app);
  cpSync(join(root, "dist"), join(app, "dist"), { recursive: true });
  for (const name of ["labs", "solutions", "node_modules", "package.json"]) symlinkSync(join(root, name), join(app, name));
  const { kubeconfig, nodeAddress } = await up({ home, env: process.env });
  const kubectlPath = await testKubectl();
  const signal = new AbortController().signal;
  const finished = await finishCourse({ home, kubectlPath, signal });
  await Promise.all(finished.map(({ remove }) => remove()));
  let homes = 0;
  const progress = JSON.stringify({ formatVersion: 1, clusters: { "kubeconfig/faulty/default": progressOf(finished) } });
  const furnish = (own: string): void => {
    mkdirSync(join(own, "bin"), { recursive: true });
    symlinkSync(dirname(kubectlPath), join(own, "bin", basename(dirname(kubectlPath))));
    writeFileSync(join(own, "progress.json"), progress);
  };
  return {
    home,
    kubeconfig,
    nodeAddress,
    learnersHome() {
      const own = join(home, `learner-${++homes}`);
      furnish(own);
      return own;
    },
    furnish,
    apply: (manifest) => run([kubectlPath, "apply", "-f", "-"], { env: { KUBECONFIG: kubeconfig }, timeoutMs: longestMs, input: manifest }),
    kubectl: (...argv) => run([kubectlPath, ...argv], { env: { KUBECONFIG: kubeconfig }, timeoutMs: longestMs }),
    svclab: (argv, env, under = []) =>
      run([...under, process.execPath, join(app, "dist/main.js"), ...argv], {
        cwd: home,
        timeoutMs: longestMs,
        env: { NO_COLOR: "1", LANG: "en_US.UTF-8", ...env },
      }),
    async tearDown() {
      await down({ home });
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** What the learner has answered, and the marks of what passes once and for all. */
function progressOf(finished: readonly FinishedLab[]): object {
  return Object.fromEntries(
    finished.map(({ lab, answers }) => {
      const once = lab.steps.flatMap(({ checks }) => checks.filter((check) => check.once === true));
      return [lab.name, { marks: Object.fromEntries(once.map(({ id, marks }) => [id, marks])), answers: answers(), hints: {}, solutions: {} }];
    }),
  );
}
