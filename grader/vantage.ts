/** What a request from another place than the one asked for leaves unproved. */
import type { Trouble, Vantage } from "./model.ts";

/** undefined: the request went the way that was asked for. */
export function unprovedPath(vantage: Vantage | undefined, answered: number): Trouble | undefined {
  if (vantage === undefined || vantage.proves === "the-path-asked-for") return undefined;
  return { code: "no-route", detail: `${vantage.via} ${vantage.address}: ${answered} answered; ${vantage.proves}` };
}
