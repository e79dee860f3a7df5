/** What a request from another place than the one asked for leaves unproved. */
import type { Trouble } from "./model.ts";
import type { Replies } from "./requests.ts";

/** undefined: the request went the way that was asked for. */
export function unprovedPath({ vantage, hindered, replies }: Pick<Replies, "vantage" | "hindered" | "replies">): Trouble | undefined {
  if (vantage === undefined || vantage.proves === "the-path-asked-for") return undefined;
  const detail = `${vantage.via} ${vantage.address}: ${replies.length} answered; ${vantage.proves}`;
  const instead = { vantage, answered: replies.length };
  if (hindered?.code !== "forbidden") return { code: "no-route", detail, instead };
  return { ...hindered, detail: `${hindered.detail}; ${detail}`, instead };
}
