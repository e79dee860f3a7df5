import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { type Clock, systemClock } from "../../../src/practice/clock.ts";
import type { Container, ContainerContext, Exec, ExecRequest } from "../../../src/practice/container.ts";
import { createImageCatalog } from "../../../src/practice/images/catalog.ts";
import type { PodNetwork } from "../../../src/practice/pod-network.ts";
import { createPodNetworks, type PodNetworks } from "../../support/pod-network.ts";

/** How much faster the containers' time passes than the tests'. */
const HASTE = 20;
const PATIENCE_MS = 3000;
const START = systemClock.now();

export interface Pods {
  readonly networks: PodNetworks;
  /** Pulls an image and starts a pod of it. `name` is its hostname; `service`, a name that leads to it. */
  start(reference: string, options?: StartOptions): Pod;
  stopAll(): Promise<void>;
}

interface StartOptions extends Partial<Pick<ContainerContext, "command" | "args" | "env" | "stdin" | "tty" | "workingDir">> {
  readonly name?: string;
  readonly service?: string;
}

export interface Pod {
  readonly container: Container;
  readonly network: PodNetwork;
  /** What the main process wrote, line by line. */
  readonly log: readonly string[];
  /** Runs a command in the container to its end; `stdin` is all it reads. */
  run(command: readonly string[], stdin?: string): Promise<Outcome>;
  /** Runs a text with the container's sh. */
  sh(script: string, stdin?: string): Promise<Outcome>;
  /** A command at a terminal, or with `tty: false` on open pipes. */
  open(command: readonly string[], options?: { readonly tty: boolean }): Session;
}

interface Outcome {
  /** Of a command that could not be started: the runtime's code, and its text as `failure`. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly failure?: string;
}

export interface Session {
  /** Everything shown so far. */
  readonly screen: () => string;
  type(text: string): void;
  /** Settles when the screen ends so. Throws what is there instead. */
  ends(text: string): Promise<void>;
  hangUp(): void;
  readonly exec: Exec;
  /** The exit code. */
  readonly code: Promise<number>;
}

export function createPods(): Pods {
  const networks = createPodNetworks();
  const started: Container[] = [];
  return {
    networks,
    start(reference, { name = reference.replace(/\W/g, "-"), service, ...context } = {}) {
      const pulled = createImageCatalog().pull(reference);
      if (pulled.status === "failed") throw new Error(pulled.message);
      const network = networks.attach(name);
      if (service !== undefined) networks.lead(service, network);
      const log: string[] = [];
      const container = pulled.image.start({
        command: undefined,
        args: undefined,
        workingDir: undefined,
        ...context,
        env: { HOSTNAME: name, ...context.env },
        hostname: name,
        network,
        clock: quickClock,
        log: (_stream, line) => void log.push(line),
      });
      started.push(container);
      const run: Pod["run"] = (command, stdin) => runToEnd(container, command, stdin);
      return {
        container,
        network,
        log,
        run,
        sh: (script, stdin) => run(["sh", "-c", script], stdin),
        open: (command, options) => open(container, command, options),
      };
    },
    async stopAll() {
      for (const container of started) container.stop(0);
      await Promise.all(started.splice(0).map(({ exited }) => exited));
    },
  };
}

/** Waits until the answer is true; throws when it never is. */
export async function until(what: string | (() => string), isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`never came: ${typeof what === "string" ? what : what()}`);
    await sleep(2);
  }
}

async function runToEnd(container: Container, command: readonly string[], stdin: string | undefined): Promise<Outcome> {
  const [stdout, stderr] = [collector(), collector()];
  const input = stdin === undefined ? undefined : new PassThrough();
  input?.end(stdin);
  const done = await container.exec({ command, tty: false, stdin: input, stdout: stdout.stream, stderr: stderr.stream }).done;
  return { code: done.code, stdout: stdout.text(), stderr: stderr.text(), ...(done.status === "failed" ? { failure: done.message } : {}) };
}

function open(container: Container, command: readonly string[], { tty } = { tty: true }): Session {
  const shown = collector();
  const stdin = new PassThrough();
  const request: ExecRequest = { command, tty, stdin, stdout: shown.stream, stderr: shown.stream, size: { columns: 80, rows: 24 } };
  const exec = container.exec(request);
  return {
    exec,
    screen: shown.text,
    type: (text) => void stdin.write(text),
    hangUp: () => void stdin.end(),
    ends: (text) =>
      until(
        () => `${JSON.stringify(text)} at the end of ${JSON.stringify(shown.text())}`,
        () => shown.text().endsWith(text),
      ),
    code: exec.done.then(({ code }) => code),
  };
}

function collector(): { readonly stream: PassThrough; readonly text: () => string } {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString() };
}

const quickClock: Clock = {
  now: () => Math.round(START + (systemClock.now() - START) * HASTE),
  after: (milliseconds, task) => systemClock.after(milliseconds / HASTE, task),
  sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / HASTE, signal),
};
