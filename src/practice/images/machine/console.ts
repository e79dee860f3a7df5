import type { Readable } from "node:stream";
import type { AttachRequest, ExecRequest } from "../../container.ts";
import { emptyInput, type Input, type Output } from "./byte-stream.ts";
import { createLineLog } from "./log-lines.ts";
import { Pipe } from "./pipe.ts";
import { outputTo, pump, writeTo } from "./stream-output.ts";
import { Terminal } from "./terminal.ts";

/** The streams that a process is started on. */
export interface Console {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly terminal: Terminal | undefined;
  /** Nobody is there any more. */
  close(): void;
}

/** The streams of an exec: the client's own. */
export function execConsole(request: ExecRequest): Console {
  const { stdin } = request;
  if (request.tty) {
    const terminal = new Terminal((bytes) => writeTo(request.stdout, bytes), request.size);
    if (stdin) void pump(stdin, (bytes) => terminal.type(bytes), terminal.hangUp.bind(terminal));
    else terminal.hangUp();
    return { stdin: terminal.input, stdout: terminal.output, stderr: terminal.output, terminal, close: () => leave(stdin) };
  }
  const pipe = new Pipe();
  if (stdin) void pump(stdin, (bytes) => pipe.write(bytes), pipe.end.bind(pipe));
  return {
    stdin: stdin ? pipe : emptyInput,
    stdout: outputTo(request.stdout),
    stderr: outputTo(request.stderr),
    terminal: undefined,
    close() {
      pipe.breakOff();
      leave(stdin);
    },
  };
}

export interface MainConsole extends Console {
  /** A client joins; returns how it leaves. */
  attach(request: AttachRequest): () => void;
  flush(): void;
}

export interface MainConsoleOptions {
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly log: (stream: "stdout" | "stderr", line: string) => void;
}

/** The streams of a main process: into the log, and to whoever is attached. */
export function mainConsole(options: MainConsoleOptions): MainConsole {
  const logs = { stdout: createLineLog((line) => options.log("stdout", line)), stderr: createLineLog((line) => options.log("stderr", line)) };
  const clients = new Set<AttachRequest>();
  const outputTo = (stream: "stdout" | "stderr"): Output => ({
    isTerminal: false,
    async write(bytes) {
      await logs[stream].output.write(bytes);
      for (const client of clients) await writeTo(client[stream], Buffer.from(bytes as string)).catch(() => clients.delete(client));
    },
  });
  const terminal = options.tty ? new Terminal((bytes) => outputTo("stdout").write(bytes)) : undefined;
  const pipe = new Pipe();
  return {
    stdin: terminal?.input ?? (options.stdin ? pipe : emptyInput),
    stdout: terminal?.output ?? outputTo("stdout"),
    stderr: terminal?.output ?? outputTo("stderr"),
    terminal,
    attach(request) {
      clients.add(request);
      if (terminal && request.size) terminal.size = request.size;
      // As with stdinOnce, which `kubectl run -i` sets: the first client to leave ends the input.
      if (request.stdin && terminal) void pump(request.stdin, (bytes) => terminal.type(bytes), terminal.hangUp.bind(terminal));
      else if (request.stdin && options.stdin) void pump(request.stdin, (bytes) => pipe.write(bytes), pipe.end.bind(pipe));
      return () => void clients.delete(request);
    },
    flush() {
      logs.stdout.flush();
      logs.stderr.flush();
    },
    close: () => pipe.breakOff(),
  };
}

function leave(stdin: Readable | undefined): void {
  stdin?.destroy();
}
