/** How fast the API server lists many objects, and tells of a change. */
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { type Connection, connect } from "./connection.ts";
import { withCluster } from "./room.ts";
import { median, percentile } from "./statistics.ts";
import { milliseconds, type Row } from "./table.ts";

const OBJECTS = 500;
const LISTS = 100;
const WRITES = 50;
const EVENT_MS = 5000;
const PATH = "/api/v1/namespaces/default/configmaps";

export async function measureApi(signal: AbortSignal): Promise<readonly Row[]> {
  return withCluster(signal, async (room) => {
    const connection = connect(room);
    try {
      for (let index = 0; index < OBJECTS; index += 1) await connection.ask("POST", PATH, configMap(index));
      return [...(await measureLists(connection)), ...(await measureWatch(connection, signal))];
    } finally {
      connection.close();
    }
  });
}

async function measureLists(connection: Connection): Promise<readonly Row[]> {
  const times: number[] = [];
  let length = 0;
  for (let turn = 0; turn < LISTS; turn += 1) {
    const from = performance.now();
    length = (await connection.ask("GET", PATH)).length;
    times.push(performance.now() - from);
  }
  const size = `${OBJECTS} ConfigMaps, ${(length / 1000).toFixed(0)} kB, to the last byte, connection kept open`;
  return rowsOf("list over HTTPS", times, size);
}

async function measureWatch(connection: Connection, signal: AbortSignal): Promise<readonly Row[]> {
  const { metadata } = JSON.parse(await connection.ask("GET", PATH)) as { metadata: { resourceVersion: string } };
  const response = await connection.open(`${PATH}?watch=1&resourceVersion=${metadata.resourceVersion}`);
  const seen = new Map<string, number>();
  response.setEncoding("utf8");
  let rest = "";
  response.on("data", (chunk: string) => {
    const at = performance.now();
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) seen.set((JSON.parse(line) as { object: { data: { turn: string } } }).object.data.turn, at);
  });
  response.on("error", () => {});
  const times: number[] = [];
  for (let turn = 0; turn < WRITES; turn += 1) {
    const from = performance.now();
    await connection.ask("PATCH", `${PATH}/bench-0`, { data: { turn: `write-${turn}` } });
    for (const until = from + EVENT_MS; !seen.has(`write-${turn}`); ) {
      if (performance.now() > until) throw new Error(`no event in ${EVENT_MS} ms`);
      await delay(1, undefined, { signal });
    }
    times.push((seen.get(`write-${turn}`) ?? Number.NaN) - from);
  }
  response.destroy();
  return rowsOf("watch, write sent to event received", times, `${WRITES} writes, ${OBJECTS} ConfigMaps there`);
}

function rowsOf(what: string, times: readonly number[], detail: string): readonly Row[] {
  return [
    { what: `${what}, median`, measured: milliseconds(median(times)), detail },
    { what: `${what}, 95th`, measured: milliseconds(percentile(times, 95)), detail: `of ${times.length}; longest ${milliseconds(Math.max(...times))}` },
  ];
}

function configMap(index: number): object {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: `bench-${index}` }, data: { turn: "none", text: "x".repeat(200) } };
}
