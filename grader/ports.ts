/** The one way in which the grader touches the outside: it reads. */
import type { ListQuery, ListResult, ProbeRequest, ProbeResult } from "./model.ts";

export interface ReadingPort {
  /** One request to the API server. Never rejects: trouble is data. */
  list(query: ListQuery, signal: AbortSignal): Promise<ListResult>;
  /** Never rejects: trouble is data. Ends by the request's own time-out at the latest. */
  probe(request: ProbeRequest, signal: AbortSignal): Promise<ProbeResult>;
}
