/** How the grader reads a cluster: lists, requests from the right place, commands in pods, logs. */
import type { ExecProbe, ListQuery, ListResult, LogsProbe, ProbeResult, Trouble } from "../../grader/model.ts";
import type { ReadingPort } from "../../grader/ports.ts";
import { ClusterError } from "../trouble.ts";
import type { KubeClient } from "./kube/client.ts";
import { probeHttp, type VantagePoint } from "./reach/vantage.ts";

export interface ReadingParts {
  readonly client: () => Promise<KubeClient>;
  /** Where to read what may not be read everywhere. */
  readonly namespace: string;
  readonly places: (client: KubeClient) => readonly VantagePoint[];
}

export function createReading({ client, namespace, places }: ReadingParts): ReadingPort {
  // Places remember: one set for each client.
  const known = new WeakMap<KubeClient, readonly VantagePoint[]>();
  const placesOf = (api: KubeClient): readonly VantagePoint[] => {
    const found = known.get(api) ?? places(api);
    known.set(api, found);
    return found;
  };
  return {
    async list(query, signal) {
      const api = await reach(client);
      if ("trouble" in api) return { status: "unreadable", trouble: api.trouble };
      const all = await api.list(query, signal);
      return isForbidden(all) && query.namespace === undefined ? ownNamespace(api, query, namespace, all, signal) : all;
    },
    async probe(request, signal) {
      const api = await reach(client);
      if ("trouble" in api) return { kind: "unavailable", trouble: api.trouble };
      switch (request.kind) {
        case "http":
          return probeHttp(placesOf(api), request, signal);
        case "exec":
          return execProbe(api, request, signal);
        case "logs":
          return logsProbe(api, request, signal);
      }
    },
  };
}

/** No kubeconfig to be read: there is no way to the cluster, and no fault of an API server. */
async function reach(client: () => Promise<KubeClient>): Promise<KubeClient | { readonly trouble: Trouble }> {
  try {
    return await client();
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    return { trouble: { code: error.code === "wrong-context" ? "wrong-context" : "unreachable", detail: error.message } };
  }
}

function isForbidden(result: ListResult): boolean {
  return result.status === "unreadable" && result.trouble.code === "forbidden";
}

async function ownNamespace(api: KubeClient, query: ListQuery, namespace: string, all: ListResult, signal: AbortSignal): Promise<ListResult> {
  const own = await api.list({ ...query, namespace }, signal);
  // Of two that were forbidden the smaller right is the one to ask for.
  return own.status === "read" || isForbidden(own) ? own : all;
}

async function execProbe(api: KubeClient, request: ExecProbe, signal: AbortSignal): Promise<ProbeResult> {
  const reply = await api.exec(request, signal);
  if (reply.status === "ok") return { kind: "exec", ...reply.value };
  // The API server passes on what the node said, with whatever code the node chose.
  // A pod that has gone since the lists were read: nothing was asked.
  if (reply.trouble.detail.startsWith("HTTP 404")) return { kind: "unavailable", trouble: { ...reply.trouble, code: "cancelled" } };
  const isRefused = reply.trouble.code === "server-error";
  return { kind: "unavailable", trouble: isRefused ? { ...reply.trouble, code: "exec-refused" } : reply.trouble };
}

/** From the beginning: what a program writes once, at its start, has long gone from the last lines. */
const mostLogBytes = 1024 * 1024;

function linesFor({ holds, tailLines }: LogsProbe, text: string): readonly string[] {
  const lines = text.split("\n").filter((line, index, all) => line !== "" || index < all.length - 1);
  if (holds === undefined) return lines;
  const found = lines.slice(0, Math.max(0, lines.length - tailLines)).find((line) => line.includes(holds));
  return [...(found === undefined ? [] : [found]), ...lines.slice(-tailLines)];
}

async function logsProbe(api: KubeClient, request: LogsProbe, signal: AbortSignal): Promise<ProbeResult> {
  const extent = request.holds === undefined ? { tailLines: String(request.tailLines) } : { limitBytes: String(mostLogBytes) };
  const query = new URLSearchParams({ container: request.container, previous: String(request.previous), ...extent });
  const reply = await api.getText(`/api/v1/namespaces/${encodeURIComponent(request.namespace)}/pods/${encodeURIComponent(request.pod)}/log?${query}`, signal);
  if (reply.status === "ok") return { kind: "logs", lines: linesFor(request, reply.value) };
  // 400: the container has never run, so it has said nothing.
  if (reply.trouble.detail.startsWith("HTTP 400:")) return { kind: "logs", lines: [] };
  const look = ["kubectl", "auth", "can-i", "get", "pods", "--subresource=log", "--namespace", request.namespace];
  return { kind: "unavailable", trouble: reply.trouble.code === "forbidden" ? { ...reply.trouble, look } : reply.trouble };
}
