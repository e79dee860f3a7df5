/** Exec and port-forward: what runs over a WebSocket. */
import { Duplex, PassThrough, Readable, Writable } from "node:stream";
import { Exec, type KubeConfig, PortForward } from "@kubernetes/client-node";
import { ok, type Reply, trouble, troubleOfError } from "./trouble.ts";

export interface ExecCall {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
  readonly stdin?: string | undefined;
  readonly timeoutMs: number;
}

export interface ExecOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const OPEN_MS = 10_000;

export async function exec(config: KubeConfig, call: ExecCall, signal: AbortSignal): Promise<Reply<ExecOutput>> {
  const stdout = collector();
  const stderr = collector();
  const stdin = call.stdin === undefined ? null : Readable.from([Buffer.from(call.stdin)]);
  let status: ExecStatus | undefined;
  const session = quiet(new Exec(config)).exec(call.namespace, call.pod, call.container, [...call.command], stdout, stderr, stdin, false, (end) => {
    status = end as ExecStatus;
  });
  return inTime(call.timeoutMs, signal, session, (socket, settle) => {
    const finish = (): void => {
      if (status === undefined) settle(trouble("cut-short", "the connection ended before the command did"));
      else settle(execReply(status, stdout.text(), stderr.text()));
    };
    if (socket.readyState >= 2) finish();
    else socket.onclose = finish;
  });
}

interface ExecStatus {
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly causes?: readonly { readonly reason?: string; readonly message?: string }[] };
}

function execReply(status: ExecStatus, stdout: string, stderr: string): Awaited<Promise<Reply<ExecOutput>>> {
  if (status.status === "Success") return ok({ exitCode: 0, stdout, stderr });
  const code = Number(status.details?.causes?.find(({ reason }) => reason === "ExitCode")?.message);
  return Number.isInteger(code) ? ok({ exitCode: code, stdout, stderr }) : trouble("exec-refused", status.message ?? "the command could not be started");
}

export async function forward(
  config: KubeConfig,
  pod: { readonly namespace: string; readonly pod: string; readonly port: number },
  signal: AbortSignal,
): Promise<Reply<Duplex>> {
  const inbound = new PassThrough();
  const outbound = new PassThrough();
  const errors = collector();
  const session = quiet(new PortForward(config, true)).portForward(pod.namespace, pod.pod, [pod.port], inbound, errors, outbound);
  return inTime(OPEN_MS, signal, session as Promise<Socket>, (socket, settle) => {
    const duplex = Duplex.from({ readable: inbound, writable: outbound });
    socket.onclose = () => {
      if (errors.text() === "") inbound.end();
      else duplex.destroy(new Error(errors.text()));
    };
    duplex.once("close", () => socket.close());
    settle(ok(duplex), true);
  });
}

/** What is used of a WebSocket of client-node. */
interface Socket {
  readonly readyState: number;
  onclose: unknown;
  close(): void;
}

/** Opens a WebSocket within the time and until the signal aborts; `follow` settles. The socket is closed unless kept. */
function inTime<T>(
  timeoutMs: number,
  signal: AbortSignal,
  session: Promise<Socket>,
  follow: (socket: Socket, settle: (reply: Reply<T>, keep?: boolean) => void) => void,
): Promise<Reply<T>> {
  const limit = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve) => {
    let open: Socket | undefined;
    let isSettled = false;
    const stop = AbortSignal.any([signal, limit]);
    const settle = (reply: Reply<T>, keep = false): void => {
      isSettled = true;
      stop.removeEventListener("abort", abort);
      if (!keep) open?.close();
      resolve(reply);
    };
    const abort = (): void => settle(signal.aborted ? trouble("cancelled", "cancelled") : trouble("timeout", `no end within ${timeoutMs} ms`));
    stop.addEventListener("abort", abort, { once: true });
    session.then(
      (socket) => {
        open = socket;
        if (isSettled) socket.close();
        else follow(socket, settle);
      },
      (error: unknown) => {
        if (!isSettled) settle({ status: "trouble", trouble: troubleOfError(error) });
      },
    );
    if (stop.aborted) abort();
  });
}

/** Takes this process's own streams out of the handler's reach, which would close them. */
function quiet<T extends object>(session: T): T {
  const nowhere = new PassThrough();
  Object.assign((session as { readonly handler?: object }).handler ?? {}, { streams: { stdin: Readable.from([]), stdout: nowhere, stderr: nowhere } });
  return session;
}

function collector(): Writable & { text(): string } {
  const chunks: Buffer[] = [];
  const writable = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return Object.assign(writable, { text: () => Buffer.concat(chunks).toString("utf8") });
}
