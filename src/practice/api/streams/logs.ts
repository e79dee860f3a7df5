import type { LogLine } from "../../node-runtime.ts";
import { badRequest } from "../errors.ts";
import type { NamedCall } from "../verbs/context.ts";
import { readCount, readFlag } from "../verbs/options.ts";
import { findContainer } from "./pod-target.ts";

const unreadLimit = 16 << 20;

/** GET …/pods/NAME/log */
export function logs(call: NamedCall): void {
  const { services, exchange } = call;
  const { query, response } = exchange;
  const target = findContainer(call, query.get("container"));
  const reader = services.runtime.logs(target, { previous: readFlag(query, "previous") });
  const after = sinceOf(query, services.clock.now());
  const stamped = readFlag(query, "timestamps");
  const tail = readCount(query, "tailLines");
  let bytesLeft = readCount(query, "limitBytes") ?? Number.POSITIVE_INFINITY;

  response.writeHead(200, { "content-type": "text/plain", "cache-control": "no-cache, private" });
  const write = (line: LogLine): void => {
    if (line.time < after || bytesLeft <= 0) return;
    const bytes = Buffer.from(stamped ? `${timestamp(line.time)} ${line.text}\n` : `${line.text}\n`);
    response.write(bytes.length > bytesLeft ? bytes.subarray(0, bytesLeft) : bytes);
    bytesLeft -= bytes.length;
    if (bytesLeft <= 0) response.end();
    if (response.writableLength > unreadLimit) response.destroy();
  };
  const recent = reader.lines.filter((line) => line.time >= after);
  for (const line of tail === undefined || tail < 0 ? recent : recent.slice(Math.max(0, recent.length - tail))) write(line);
  if (!readFlag(query, "follow") || response.writableEnded) {
    if (!response.writableEnded) response.end();
    return;
  }
  response.flushHeaders();
  const forget = services.watches.add(() => response.end());
  const stop = reader.follow((line) => {
    if (response.writableEnded) return;
    if (line === undefined) response.end();
    else write(line);
  });
  response.once("close", () => {
    stop();
    forget();
  });
}

/** Milliseconds since the epoch of the first line wanted. */
function sinceOf(query: URLSearchParams, now: number): number {
  const seconds = readCount(query, "sinceSeconds");
  const time = query.get("sinceTime");
  if (seconds !== undefined) return now - seconds * 1000;
  if (time === null || time === "") return Number.NEGATIVE_INFINITY;
  const parsed = Date.parse(time);
  if (Number.isNaN(parsed)) throw badRequest(`sinceTime: parsing time ${JSON.stringify(time)} failed`);
  return parsed;
}

/** As the kubelet stamps lines: nanoseconds, though only milliseconds are known. */
function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("Z", "000000Z");
}
