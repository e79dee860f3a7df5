/** The Kubernetes API with trouble as data. This folder is the only door to @kubernetes/client-node. */
import type { RequestOptions } from "node:https";
import type { Duplex, Readable } from "node:stream";
import { KubeConfig } from "@kubernetes/client-node";
import type { KubeObject, ListQuery, ListResult } from "../../../grader/model.ts";
import { ClusterError } from "../../trouble.ts";
import { openStream, requestText } from "./request.ts";
import { findResource, resourcePath } from "./resource-paths.ts";
import { type ExecCall, type ExecOutput, exec, forward } from "./sessions.ts";
import { errorText, ok, type Reply, trouble, troubleOfStatus } from "./trouble.ts";

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
  exec(request: ExecCall, signal: AbortSignal): Promise<Reply<ExecOutput>>;
  /** A connection to a port inside a pod. */
  forward(pod: { readonly namespace: string; readonly pod: string; readonly port: number }, signal: AbortSignal): Promise<Reply<Duplex>>;
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
