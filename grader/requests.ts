/** Which requests answer a question about traffic: how many, from where, and what came back. */
import { parse } from "yaml";
import { givenAddress } from "./explain/balancer.ts";
import { endpointsOf } from "./explain/endpoints.ts";
import { portsOf } from "./explain/service-port.ts";
import { isRecord, pick, textOf } from "./json.ts";
import { findKnownApp } from "./known-apps.ts";
import type { HttpReply, KubeObject, ProbeRequest, ProbeResult, Trouble, Vantage } from "./model.ts";
import { isReady, newestPodsOf } from "./pods.ts";
import { programOf } from "./program.ts";
import type { View } from "./view.ts";

/** One request may take so long: on a loaded machine, too. */
const requestTimeoutMs = 3_000;

export interface Asked {
  readonly id: string;
  readonly service: string;
  readonly from: "node" | "load-balancer" | "pod";
  readonly port: number;
  readonly pod: string | undefined;
  readonly path: string;
  readonly requests: number;
  readonly backends: "all" | number;
}

export function requestsFor(view: View, asked: Asked): readonly ProbeRequest[] {
  const service = view.find("Service", asked.service);
  if (service === undefined) return [];
  const requests = requestsNeeded(asked, endpointsOf(view, service).length);
  const common = { kind: "http" as const, id: asked.id, path: asked.path, requests, timeoutMs: requestTimeoutMs };
  const place = { namespace: view.namespace, service: asked.service };
  if (asked.from === "pod") return insideRequests(view, asked, requests);
  if (asked.from === "node") {
    const port = portsOf(service).find(({ nodePort }) => nodePort === asked.port);
    return port === undefined ? [] : [{ ...common, to: { at: "node", ...place, servicePort: port.port, nodePort: asked.port } }];
  }
  const address = givenAddress(service);
  if (address === undefined || !portsOf(service).some(({ port }) => port === asked.port)) return [];
  return [{ ...common, to: { at: "load-balancer", ...place, address, port: asked.port } }];
}

function insideRequests(view: View, asked: Asked, requests: number): readonly ProbeRequest[] {
  return Array.from({ length: requests }, (_, index) =>
    execHttp(view, { id: `${asked.id}#${index + 1}`, deployment: asked.pod ?? "", url: `http://${asked.service}:${asked.port}${asked.path}` }),
  ).filter((request) => request !== undefined);
}

/** So many that a backend which takes its share is overlooked less than once in a million times. */
function requestsNeeded(asked: Pick<Asked, "requests" | "backends">, ready: number): number {
  const backends = asked.backends === "all" ? ready : Math.min(asked.backends, ready);
  if (backends < 2) return asked.requests;
  const enough = Math.ceil(Math.log(1e-6 / ready) / Math.log(1 - 1 / ready));
  return Math.max(asked.requests, Math.min(enough, 100));
}

/** The pod of a Deployment that is asked to ask. */
export function askingPod(view: View, deployment: string): KubeObject | undefined {
  const live = view.find("Deployment", deployment);
  return live && newestPodsOf(view, live).find(isReady);
}

/** A request made inside a pod, with the tool that its image has. */
export function execHttp(view: View, ask: { readonly id: string; readonly deployment: string; readonly url: string }): ProbeRequest | undefined {
  const pod = askingPod(view, ask.deployment);
  const container = pod && programOf(view, ask.deployment, pod);
  if (pod === undefined || container === undefined) return undefined;
  const seconds = String(requestTimeoutMs / 1000);
  const hasCurl = findKnownApp(container.image)?.hasCurl ?? true;
  const command = hasCurl ? ["curl", "-s", "-m", seconds, ask.url] : ["wget", "-q", "-O", "-", "-T", seconds, ask.url];
  return {
    kind: "exec",
    id: ask.id,
    namespace: pod.metadata.namespace ?? view.namespace,
    pod: pod.metadata.name,
    container: container.name,
    command,
    timeoutMs: requestTimeoutMs + 5_000,
  };
}

export interface Replies {
  readonly replies: readonly HttpReply[];
  readonly vantage: Vantage | undefined;
  readonly hindered: Trouble | undefined;
  readonly trouble: Trouble | undefined;
  /** Nothing was asked, because the world gave no sense to it. */
  readonly silent: boolean;
}

export function repliesOf(view: View, id: string): Replies {
  const probes = view.observation.probes.filter(({ request }) => request.id === id || request.id.startsWith(`${id}#`));
  const results = probes.map(({ result }) => result);
  const trouble = results.flatMap((result) => troubleIn(result) ?? [])[0];
  const vantage = results.flatMap((result) => (result.kind === "http" ? [result.vantage] : []))[0];
  const hindered = results.flatMap((result) => (result.kind === "http" ? (result.hindered ?? []) : []))[0];
  return { replies: results.flatMap(repliesIn), vantage, hindered, trouble, silent: probes.length === 0 };
}

/** The request never was made: the cluster refused it, or the container has no such tool. */
export function troubleIn(result: ProbeResult | undefined): Trouble | undefined {
  if (result?.kind === "unavailable") return result.trouble;
  if (result?.kind !== "exec" || ![124, 126, 127].includes(result.exitCode)) return undefined;
  return { code: result.exitCode === 124 ? "timeout" : "not-supported", detail: result.stderr.trim() };
}

/** curl and wget by their exit codes, never by their words. */
function repliesIn(result: ProbeResult): readonly HttpReply[] {
  if (result.kind === "http") return result.replies;
  if (result.kind !== "exec" || troubleIn(result) !== undefined) return [];
  if (result.exitCode === 0) return [{ outcome: "answered", code: 200, body: result.stdout }];
  const outcomes: Readonly<Record<number, "unresolved" | "refused" | "timeout" | "empty" | "reset">> = {
    6: "unresolved",
    7: "refused",
    28: "timeout",

    52: "empty",
    56: "reset",
  };
  return [{ outcome: outcomes[result.exitCode] ?? "failed", detail: result.stderr.trim() }];
}

export function isGood(reply: HttpReply): boolean {
  return reply.outcome === "answered" && reply.code >= 200 && reply.code < 400;
}

/** The bodies as data: YAML, as the echo app answers. undefined: it isn't. Many requests get few answers, so each is read once. */
export function bodiesOf(replies: readonly HttpReply[]): readonly unknown[] {
  const known = new Map<string, unknown>();
  return replies.map((reply) => {
    if (reply.outcome !== "answered") return undefined;
    if (!known.has(reply.body)) known.set(reply.body, dataOf(reply.body));
    return known.get(reply.body);
  });
}

function dataOf(body: string): unknown {
  try {
    return parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** The pod that answered, where the body says so. */
export function answeredBy(body: unknown): string | undefined {
  return isRecord(body) ? textOf(pick(body, "hostname")) : undefined;
}
