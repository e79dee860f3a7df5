/** Places from which a request can be made, best first; each says what it proves. */
import type { HttpProbe, HttpReply, ProbeResult, Trouble, Vantage } from "../../../grader/model.ts";
import { getOnce } from "./http.ts";

/** "no-way": from here it can't be tried, or the path is cut; the next place may do better. */
type VantageResult = Tried | { readonly status: "no-way"; readonly trouble: Trouble };

interface Tried {
  readonly status: "tried";
  readonly vantage: Vantage;
  readonly replies: readonly HttpReply[];
}

export type VantagePoint = (probe: HttpProbe, signal: AbortSignal) => Promise<VantageResult>;

/** Asks from one place after another until one has a way. Never rejects. */
export async function probeHttp(places: readonly VantagePoint[], probe: HttpProbe, signal: AbortSignal): Promise<ProbeResult> {
  let trouble: Trouble = { code: "not-supported", detail: "there is no way to make this request" };
  for (const [index, place] of places.entries()) {
    if (signal.aborted) break;
    const result = await place(probe, signal);
    if (result.status === "tried") {
      const { vantage, replies } = (await secondOpinion(places.slice(index + 1), probe, result, signal)) ?? result;
      return { kind: "http", vantage, replies, ...(index === 0 ? {} : { hindered: trouble }) };
    }
    if (index === 0) trouble = result.trouble;
  }
  return { kind: "unavailable", trouble: signal.aborted ? { code: "cancelled", detail: "cancelled" } : trouble };
}

/**
 * A router on the way may refuse in the node's place where no way leads to it. Whoever goes the same path from nearer by, and is
 * answered, is right; else what was refused stays so.
 */
async function secondOpinion(places: readonly VantagePoint[], probe: HttpProbe, first: Tried, signal: AbortSignal): Promise<Tried | undefined> {
  const [next] = places;
  if (next === undefined || first.replies.some(({ outcome }) => outcome !== "refused")) return undefined;
  const result = await next(probe, signal);
  const isAnswered =
    result.status === "tried" && result.vantage.proves === "the-path-asked-for" && result.replies.some(({ outcome }) => outcome === "answered");
  return isAnswered ? result : undefined;
}

/** The address that the exercise means, from this computer. */
export function direct(nodeAddress: (signal: AbortSignal) => Promise<string | Trouble | undefined>): VantagePoint {
  return async (probe, signal) => {
    const host = probe.to.at === "node" ? await nodeAddress(signal) : probe.to.address;
    if (typeof host === "object") return { status: "no-way", trouble: host };
    if (host === undefined) return { status: "no-way", trouble: { code: "no-route", detail: "no node tells its address" } };
    const port = probe.to.at === "node" ? probe.to.nodePort : probe.to.port;
    const replies: HttpReply[] = [];
    for (let index = 0; index < probe.requests && !signal.aborted; index += 1) {
      const { reply, connected } = await getOnce({ host, port, path: probe.path, timeoutMs: probe.timeoutMs, signal });
      // Refused is an answer of the cluster; silence on the way there is not.
      if (reply.outcome === "timeout" && !connected) return { status: "no-way", trouble: { code: "timeout", detail: `${host}:${port}: ${reply.detail}` } };
      replies.push(reply);
      // What hangs once hangs again: twenty time-outs say no more than one.
      if (reply.outcome === "timeout") break;
    }
    const via = probe.to.at === "node" ? "node-address" : "load-balancer-address";
    return { status: "tried", vantage: { via, address: `${host}:${port}`, proves: "the-path-asked-for" }, replies };
  };
}

/** How long a way that was found cut is taken to stay so: each try costs its whole time-out. */
const CUT_MS = 30_000;

/** A place that is spared for half a minute what it has just found cut; for where there are other places to ask from. */
export function sparing(place: VantagePoint, now: () => number = () => performance.now()): VantagePoint {
  const cut = new Map<string, { readonly until: number; readonly result: VantageResult }>();
  return async (probe, signal) => {
    const key = JSON.stringify(probe.to);
    const known = cut.get(key);
    if (known !== undefined && now() < known.until) return known.result;
    const result = await place(probe, signal);
    if (result.status === "no-way" && !signal.aborted) cut.set(key, { until: now() + CUT_MS, result });
    else cut.delete(key);
    return result;
  };
}

/** What a way that ends at the Service or its pods leaves unproved. */
export function unproved(probe: HttpProbe): Vantage["proves"] {
  return probe.to.at === "node" ? "not-the-node-port" : "not-the-load-balancer-address";
}

export function servicePortOf(probe: HttpProbe): number {
  return probe.to.at === "node" ? probe.to.servicePort : probe.to.port;
}
