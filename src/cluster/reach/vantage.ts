/** Places from which a request can be made, best first; each says what it proves. */
import type { HttpProbe, HttpReply, ProbeResult, Trouble, Vantage } from "../../../grader/model.ts";
import { getOnce } from "./http.ts";

/** "no-way": from here it can't be tried, or the path is cut; the next place may do better. */
type VantageResult =
  | { readonly status: "tried"; readonly vantage: Vantage; readonly replies: readonly HttpReply[] }
  | { readonly status: "no-way"; readonly trouble: Trouble };

export type VantagePoint = (probe: HttpProbe, signal: AbortSignal) => Promise<VantageResult>;

/** Asks from one place after another until one has a way. Never rejects. */
export async function probeHttp(places: readonly VantagePoint[], probe: HttpProbe, signal: AbortSignal): Promise<ProbeResult> {
  let trouble: Trouble = { code: "not-supported", detail: "there is no way to make this request" };
  for (const [index, place] of places.entries()) {
    if (signal.aborted) break;
    const result = await place(probe, signal);
    if (result.status === "tried") return { kind: "http", vantage: result.vantage, replies: result.replies };
    if (index === 0) trouble = result.trouble;
  }
  return { kind: "unavailable", trouble: signal.aborted ? { code: "cancelled", detail: "cancelled" } : trouble };
}

/** The address that the exercise means, from this computer. */
export function direct(nodeAddress: (signal: AbortSignal) => Promise<string | undefined>): VantagePoint {
  return async (probe, signal) => {
    const host = probe.to.at === "node" ? await nodeAddress(signal) : probe.to.address;
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

/** What a way that ends at the Service or its pods leaves unproved. */
export function unproved(probe: HttpProbe): Vantage["proves"] {
  return probe.to.at === "node" ? "not-the-node-port" : "not-the-load-balancer-address";
}

export function servicePortOf(probe: HttpProbe): number {
  return probe.to.at === "node" ? probe.to.servicePort : probe.to.port;
}
