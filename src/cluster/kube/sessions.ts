/** Exec and port-forward: what runs over a WebSocket. */
import { Duplex, PassThrough, Readable, Writable } from "node:stream";
import { Exec, type KubeConfig, PortForward } from "@kubernetes/client-node";
import type { Trouble } from "../../../grader/model.ts";
import { ok, type Reply, trouble, troubleOfError } from "./trouble.ts";
import { createHandler, HandshakeRefused, type Socket } from "./web-socket.ts";

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
/** Bytes that are kept of each stream; the labs' commands say a line or two. */
const LARGEST_OUTPUT = 1 << 20;

export async function exec(config: KubeConfig, call: ExecCall, signal: AbortSignal): Promise<Reply<ExecOutput>> {
  const stdout = collector();
  const stderr = collector();
  let status: ExecStatus | undefined;
  const open = (handler: Exec["handler"]): Promise<Socket> => {
    const stdin = call.stdin === undefined ? null : Readable.from([Buffer.from(call.stdin)]);
    return new Exec(config, handler).exec(call.namespace, call.pod, call.container, [...call.command], stdout, stderr, stdin, false, (end) => {
      status = end as ExecStatus;
    });
  };
  const reply = await inTime<ExecOutput>({ timeoutMs: call.timeoutMs, signal, config, open }, (socket, settle) => {
    const finish = (): void => {
      if (status === undefined) settle(trouble("cut-short", "the connection ended before the command did"));
      else settle(execReply(status, stdout.text(), stderr.text()));
    };
    if (socket.readyState >= 2) finish();
    else socket.onclose = finish;
  });
  return withRight(reply, ["get", "pods", "--subresource=exec", "--namespace", call.namespace]);
}

interface ExecStatus {
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly causes?: readonly { readonly reason?: string; readonly message?: string }[] };
}

function execReply(status: ExecStatus, stdout: string, stderr: string): Reply<ExecOutput> {
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
  const open = (handler: Exec["handler"]): Promise<Socket> =>
    new PortForward(config, true, handler).portForward(pod.namespace, pod.pod, [pod.port], inbound, errors, outbound) as Promise<Socket>;
  const reply = await inTime<Duplex>({ timeoutMs: OPEN_MS, signal, config, open }, (socket, settle, end) => {
    const duplex = Duplex.from({ readable: inbound, writable: outbound });
    socket.onclose = () => {
      if (errors.text() === "") inbound.end();
      else duplex.destroy(new Error(errors.text()));
    };
    duplex.once("close", end);
    settle(ok(duplex), true);
  });
  return withRight(reply, ["create", "pods", "--subresource=portforward", "--namespace", pod.namespace]);
}

/** A person can ask the cluster itself for the right that was missing. */
function withRight<T>(reply: Reply<T>, right: readonly string[]): Reply<T> {
  if (reply.status === "ok" || reply.trouble.code !== "forbidden") return reply;
  const named: Trouble = { ...reply.trouble, look: ["kubectl", "auth", "can-i", ...right] };
  return { status: "trouble", trouble: named };
}

interface Opening {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly config: KubeConfig;
  readonly open: (handler: Exec["handler"]) => Promise<Socket>;
}

/** Opens a WebSocket within the time and until the signal aborts; `follow` settles. The socket is torn down unless kept; `end` does it for one that was. */
function inTime<T>(
  { timeoutMs, signal, config, open }: Opening,
  follow: (socket: Socket, settle: (reply: Reply<T>, keep?: boolean) => void, end: () => void) => void,
): Promise<Reply<T>> {
  const limit = AbortSignal.timeout(timeoutMs);
  const stop = AbortSignal.any([signal, limit]);
  const over = new AbortController();
  return new Promise((resolve) => {
    const settle = (reply: Reply<T>, keep = false): void => {
      stop.removeEventListener("abort", abort);
      if (!keep) over.abort();
      resolve(reply);
    };
    const abort = (): void => settle(signal.aborted ? trouble("cancelled", "cancelled") : trouble("timeout", `no end within ${timeoutMs} ms`));
    if (stop.aborted) {
      abort();
      return;
    }
    stop.addEventListener("abort", abort, { once: true });
    open(createHandler(config, over.signal)).then(
      (socket) => follow(socket, settle, () => over.abort()),
      (error: unknown) => settle(refusalOf(error) ?? { status: "trouble", trouble: troubleOfError(error) }),
    );
  });
}

/** client-node hands on the event that holds the error. */
function refusalOf(error: unknown): Extract<Reply<never>, { status: "trouble" }> | undefined {
  const held = (error as { error?: unknown } | null)?.error;
  return held instanceof HandshakeRefused ? held.reply : undefined;
}

function collector(): Writable & { text(): string } {
  const chunks: Buffer[] = [];
  let size = 0;
  const writable = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (size < LARGEST_OUTPUT) chunks.push(chunk);
      size += chunk.length;
      done();
    },
  });
  return Object.assign(writable, { text: () => Buffer.concat(chunks).toString("utf8") });
}
