/** The only door to @kubernetes/client-node: credentials, lists, watches, exec and port-forward, with trouble as data. */
import type { RequestOptions } from "node:https";
import { Duplex, PassThrough, Readable, Writable } from "node:stream";
import { Exec, KubeConfig, PortForward } from "@kubernetes/client-node";
import type { KubeObject, ListQuery, ListResult } from "../../grader/model.ts";
import { ClusterError } from "../trouble.ts";
import { openStream, requestText } from "./kube-request.ts";
import { errorText, ok, type Reply, trouble, troubleOfError, troubleOfStatus } from "./kube-trouble.ts";
import { findResource, resourcePath } from "./resource-paths.ts";

export interface KubeClient {
  readonly server: string;
  /** The parsed answer of a GET. */
  get(path: string, signal: AbortSignal): Promise<Reply<unknown>>;
  getText(path: string, signal: AbortSignal): Promise<Reply<string>>;
  list(query: ListQuery, signal: AbortSignal): Promise<ListResult>;
  /** The revision that a list of it has now; where a watch can begin. */
  revision(query: ListQuery, signal: AbortSignal): Promise<Reply<string>>;
  /** Lines of a watch, each an event as JSON. Ends when the server ends it; throws ClusterError for trouble, nothing when aborted. */
  watch(query: ListQuery, from: string, signal: AbortSignal): AsyncIterable<{ readonly type: string; readonly object: unknown }>;
  exec(request: ExecCall, signal: AbortSignal): Promise<Reply<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>>;
  /** A connection to a port inside a pod. */
  forward(pod: { readonly namespace: string; readonly pod: string; readonly port: number }, signal: AbortSignal): Promise<Reply<Duplex>>;
}

export interface ExecCall {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
  readonly stdin?: string | undefined;
  readonly timeoutMs: number;
}

const CALL_MS = 10_000;
/** Credentials of plugins end; they are asked again after that long. */
const CREDENTIALS_MS = 60_000;
const THROTTLED_TRIES = 3;

/** Throws ClusterError kubeconfig-unreadable or wrong-context. */
export function createKubeClient(source: { readonly kubeconfig: string; readonly context?: string | undefined; readonly timeoutMs?: number }): KubeClient {
  const config = readConfig(source);
  const server = config.getCurrentCluster()!.server;
  const timeoutMs = source.timeoutMs ?? CALL_MS;
  let credentials: { readonly options: Promise<RequestOptions>; readonly until: number } | undefined;
  const options = (): Promise<RequestOptions> => {
    const now = performance.now();
    if (credentials === undefined || credentials.until < now) credentials = { options: authenticate(config), until: now + CREDENTIALS_MS };
    return credentials.options;
  };

  const getText: KubeClient["getText"] = async (path, signal) => {
    const auth = await options().catch((error: unknown) => trouble("unauthorized", errorText(error)));
    if ("status" in auth) return auth as Reply<string>;
    for (let tries = 1; ; tries += 1) {
      const reply = await requestText({ server, path, options: auth, timeoutMs, signal });
      if (reply.status === "ok" || reply.trouble.code !== "throttled" || tries === THROTTLED_TRIES) return reply;
    }
  };

  const get: KubeClient["get"] = async (path, signal) => {
    const reply = await getText(path, signal);
    if (reply.status === "trouble") return reply;
    try {
      return ok(JSON.parse(reply.value) as unknown);
    } catch (error) {
      return trouble("cut-short", `${path}: ${errorText(error)}`);
    }
  };

  const find = (query: ListQuery, signal: AbortSignal) => findResource(query, (path) => get(path, signal));

  const listPage = async (query: ListQuery, page: string, signal: AbortSignal): Promise<Reply<KubeList>> => {
    const resource = await find(query, signal);
    if (resource.status === "trouble") return resource;
    const reply = await get(`${resourcePath(query, resource.value)}${page}`, signal);
    if (reply.status === "trouble") return reply;
    const list = reply.value as Partial<KubeList> | null;
    if (typeof list !== "object" || list === null || !list.kind?.endsWith("List")) return trouble("server-error", `no list came back for ${query.kind}`);
    return ok({ kind: list.kind, metadata: list.metadata ?? {}, items: list.items ?? [] });
  };

  return {
    server,
    get,
    getText,
    async list(query, signal) {
      const items: KubeObject[] = [];
      let page = "";
      for (;;) {
        const reply = await listPage(query, page, signal);
        if (reply.status === "trouble") return { status: "unreadable", trouble: reply.trouble };
        // Items of a list carry neither.
        for (const item of reply.value.items ?? []) items.push({ ...item, apiVersion: query.apiVersion, kind: query.kind });
        const next = reply.value.metadata.continue ?? "";
        if (next === "") return { status: "read", items };
        page = `?continue=${encodeURIComponent(next)}`;
      }
    },
    async revision(query, signal) {
      const reply = await listPage(query, "?limit=1", signal);
      return reply.status === "trouble" ? reply : ok(reply.value.metadata.resourceVersion ?? "0");
    },
    async *watch(query, from, signal) {
      const resource = await find(query, signal);
      if (resource.status === "trouble") throw lost(resource.trouble.detail);
      const path = `${resourcePath(query, resource.value)}?watch=1&allowWatchBookmarks=true&resourceVersion=${encodeURIComponent(from)}`;
      const opened = await openStream({ server, path, options: await options(), signal });
      if (signal.aborted) return;
      if (opened.status === "trouble") throw lost(opened.trouble.detail);
      const { code, stream } = opened.value;
      if (code !== 200) throw lost(troubleOfStatus(code, await textOf(stream)).detail);
      try {
        for await (const line of linesOf(stream)) yield JSON.parse(line) as { type: string; object: unknown };
      } catch (error) {
        if (!signal.aborted) throw lost(errorText(error), error);
      }
    },
    exec: (call, signal) => exec(config, call, signal),
    forward: (pod, signal) => forward(config, pod, signal),
  };
}

interface KubeList {
  readonly kind: string;
  readonly metadata: { readonly resourceVersion?: string; readonly continue?: string };
  readonly items: readonly KubeObject[] | null;
}

function readConfig(source: { readonly kubeconfig: string; readonly context?: string | undefined }): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromFile(source.kubeconfig);
  } catch (cause) {
    throw new ClusterError({
      code: "kubeconfig-unreadable",
      text: {
        ko: `kubeconfig를 읽을 수 없습니다: ${source.kubeconfig}\n${errorText(cause)}`,
        en: `The kubeconfig can't be read: ${source.kubeconfig}\n${errorText(cause)}`,
      },
      cause,
    });
  }
  if (source.context !== undefined) config.setCurrentContext(source.context);
  if (!config.getCurrentCluster()) {
    const name = source.context ?? config.getCurrentContext();
    const known = config.getContexts().map((context) => context.name);
    throw new ClusterError({
      code: "wrong-context",
      text: {
        ko: `kubeconfig에 컨텍스트가 없습니다: ${name}\n있는 것: ${known.join(", ") || "(없음)"}`,
        en: `The kubeconfig holds no context ${name}.\nIt holds: ${known.join(", ") || "(none)"}`,
      },
    });
  }
  return config;
}

async function authenticate(config: KubeConfig): Promise<RequestOptions> {
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  return options;
}

async function exec(config: KubeConfig, call: ExecCall, signal: AbortSignal): ReturnType<KubeClient["exec"]> {
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

function execReply(status: ExecStatus, stdout: string, stderr: string): Awaited<ReturnType<KubeClient["exec"]>> {
  if (status.status === "Success") return ok({ exitCode: 0, stdout, stderr });
  const code = Number(status.details?.causes?.find(({ reason }) => reason === "ExitCode")?.message);
  return Number.isInteger(code) ? ok({ exitCode: code, stdout, stderr }) : trouble("exec-refused", status.message ?? "the command could not be started");
}

async function forward(
  config: KubeConfig,
  pod: { readonly namespace: string; readonly pod: string; readonly port: number },
  signal: AbortSignal,
): Promise<Reply<Duplex>> {
  const inbound = new PassThrough();
  const outbound = new PassThrough();
  const errors = collector();
  const session = quiet(new PortForward(config, true)).portForward(pod.namespace, pod.pod, [pod.port], inbound, errors, outbound);
  return inTime(CALL_MS, signal, session as Promise<Socket>, (socket, settle) => {
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
function quiet<T extends { readonly handler: object }>(session: T): T {
  const nowhere = new PassThrough();
  Object.assign(session.handler, { streams: { stdin: Readable.from([]), stdout: nowhere, stderr: nowhere } });
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

async function* linesOf(stream: Readable): AsyncIterable<string> {
  let rest = "";
  stream.setEncoding("utf8");
  for await (const chunk of stream) {
    const lines = (rest + (chunk as string)).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line !== "");
  }
}

async function textOf(stream: Readable): Promise<string> {
  let text = "";
  for await (const chunk of stream.setEncoding("utf8")) text += chunk as string;
  return text;
}

function lost(detail: string, cause?: unknown): ClusterError {
  return new ClusterError({
    code: "watch-lost",
    text: { ko: `클러스터의 변화를 더 지켜볼 수 없습니다: ${detail}`, en: `The cluster can no longer be watched: ${detail}` },
    cause,
  });
}
