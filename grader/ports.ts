/** The one way in which the grader touches the outside: it reads. */
import type { AnswerFile, ListQuery, ListResult, ProbeRequest, ProbeResult } from "./model.ts";

export interface ReadingPort {
  /** One request to the API server. Never rejects: trouble is data. */
  list(query: ListQuery, signal: AbortSignal): Promise<ListResult>;
  /** Never rejects: trouble is data. Ends by the request's own time-out at the latest. */
  probe(request: ProbeRequest, signal: AbortSignal): Promise<ProbeResult>;
  /**
   * What the API server says to a manifest that it is only shown (`kubectl apply --dry-run=server`); nothing is kept of it.
   * `stamp`: as long as it is the same, so is the answer. Absent: can't be asked here.
   */
  dryRun?(text: string, stamp: string, signal: AbortSignal): Promise<NonNullable<AnswerFile["dryRun"]>>;
}
