/** What a request from another place than the one asked for leaves unproved. */
import type { Observation, Trouble, Vantage } from "./model.ts";
import type { Replies } from "./requests.ts";

/** undefined: the request went the way that was asked for. */
export function unprovedPath({ vantage, hindered, replies }: Pick<Replies, "vantage" | "hindered" | "replies">): Trouble | undefined {
  if (vantage === undefined || vantage.proves === "the-path-asked-for") return undefined;
  const detail = `${vantage.via} ${vantage.address}: ${replies.length} answered; ${vantage.proves}`;
  const instead = { vantage, answered: replies.length };
  if (hindered?.code !== "forbidden") return { code: "no-route", detail, instead };
  return { ...hindered, detail: `${hindered.detail}; ${detail}`, instead };
}

/** Where a check's requests came from, if not from this computer straight to the address that they are about. */
export function askedElsewhere({ probes }: Observation, check: string): Vantage | undefined {
  const result = probes.find(({ request }) => request.id === check)?.result;
  if (result?.kind !== "http" || result.vantage.via === "node-address" || result.vantage.via === "load-balancer-address") return undefined;
  return result.vantage;
}
