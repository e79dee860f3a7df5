/** A watch: the events of a list as they come. */
import type { RequestOptions } from "node:https";
import type { Readable } from "node:stream";
import { systemClock } from "../../practice/clock.ts";
import { ClusterError } from "../../trouble.ts";
import { openStream, textOf } from "./request.ts";
import { errorText, troubleOfStatus } from "./trouble.ts";

export interface WatchEvent {
  readonly type: string;
  readonly object: unknown;
}

export interface WatchRequest {
  readonly server: string;
  /** Of the list. */
  readonly path: string;
  readonly from: string;
  readonly options: RequestOptions;
  readonly signal: AbortSignal;
}

const OPEN_MS = 10_000;
/** The server ends it after that long, so that a connection that died unnoticed isn't kept for ever. */
const LONGEST_S = 240;
const LARGEST_REFUSAL = 10_000;

/** Ends when the server ends it, or a little after it should have; throws ClusterError watch-lost for trouble, nothing when aborted. */
export async function* watchList({ server, path, from, options, signal }: WatchRequest): AsyncGenerator<WatchEvent> {
  const late = new AbortController();
  const either = AbortSignal.any([signal, late.signal, AbortSignal.timeout((LONGEST_S + 10) * 1000)]);
  const query = `watch=1&allowWatchBookmarks=true&timeoutSeconds=${LONGEST_S}&resourceVersion=${encodeURIComponent(from)}`;
  const opening = new AbortController();
  systemClock.sleep(OPEN_MS, opening.signal).then(
    () => late.abort(),
    () => {},
  );
  const opened = await openStream({ server, path: `${path}?${query}`, options, signal: either });
  opening.abort();
  if (signal.aborted) return;
  if (opened.status === "trouble") throw lost(late.signal.aborted ? `no answer from ${server} in time` : opened.trouble.detail);
  const { value: response } = opened;
  try {
    if (response.statusCode !== 200) throw lost(troubleOfStatus(response.statusCode ?? 0, (await textOf(response, LARGEST_REFUSAL)) ?? "").detail);
    for await (const line of linesOf(response)) yield JSON.parse(line) as WatchEvent;
  } catch (error) {
    if (signal.aborted || either.aborted) return;
    throw error instanceof ClusterError ? error : lost(errorText(error), error);
  }
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

export function lost(detail: string, cause?: unknown): ClusterError {
  return new ClusterError({
    code: "watch-lost",
    text: { ko: `클러스터의 변화를 더 지켜볼 수 없습니다: ${detail}`, en: `The cluster can no longer be watched: ${detail}` },
    cause,
  });
}
