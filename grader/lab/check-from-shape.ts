/** A check as lab.yaml writes it, as the grader has it. */
import type { Check, CountsCheck, HttpCheck, RedisCheck } from "../model.ts";
import type { ShapedCheck } from "../schema.ts";

export function checkFrom(shape: ShapedCheck): Check {
  const base = {
    id: shape.id,
    title: shape.title,
    marks: shape.marks,
    needs: shape.needs,
    within: milliseconds(shape.within),
    ...(shape.once === undefined ? {} : { once: shape.once }),
  };
  if ("object" in shape) return { ...base, kind: "object", object: shape.object, wants: shape.wants };
  if ("ready" in shape) {
    const { pods, ...object } = shape.ready;
    return { ...base, kind: "ready", object, pods };
  }
  if ("endpoints" in shape) return { ...base, kind: "endpoints", ...shape.endpoints };
  if ("http" in shape) return { ...base, kind: "http", ...httpFrom(shape.http) };
  if ("counts" in shape) return { ...base, kind: "counts", ...countsFrom(shape.counts) };
  if ("redis" in shape) return { ...base, kind: "redis", ...redisFrom(shape.redis) };
  if ("dns" in shape) return { ...base, kind: "dns", ...shape.dns };
  if ("log" in shape) return { ...base, kind: "log", ...shape.log };
  if ("scaled" in shape) {
    const { to, ...object } = shape.scaled;
    return { ...base, kind: "scaled", object, to };
  }
  if ("pending" in shape) return { ...base, kind: "pending", ...shape.pending };
  if ("addon" in shape) return { ...base, kind: "addon", service: shape.addon.service };
  if ("pool" in shape) return { ...base, kind: "pool", ...shape.pool };
  if ("address" in shape) return { ...base, kind: "address", ...shape.address };
  if ("ask" in shape) return { ...base, kind: "ask", ...askFrom(shape.ask) };
  return { ...base, kind: "absent", object: shape.absent };
}

type Shape<K extends string> = Extract<ShapedCheck, Record<K, unknown>>[K & keyof Extract<ShapedCheck, Record<K, unknown>>];

function httpFrom(http: Shape<"http">): Pick<HttpCheck, "service" | "from" | "port" | "pod" | "path" | "requests" | "backends" | "answers"> {
  const { service, path, requests, backends, answers } = http;
  const common = { service, path, requests, backends, ...(answers === undefined ? {} : { answers }) };
  if ("nodePort" in http) return { ...common, from: "node", port: http.nodePort };
  if ("loadBalancer" in http) return { ...common, from: "load-balancer", port: http.loadBalancer };
  return { ...common, from: "pod", port: http.port, pod: http.from };
}

function countsFrom(counts: Shape<"counts">): Pick<CountsCheck, "deployment" | "requests" | "via"> {
  const common = { deployment: counts.deployment, requests: counts.requests };
  if ("localhost" in counts) return { ...common, via: { localhost: counts.localhost } };
  const { service } = counts;
  if ("nodePort" in counts) return { ...common, via: { service, port: counts.nodePort, from: "node" } };
  if ("loadBalancer" in counts) return { ...common, via: { service, port: counts.loadBalancer, from: "load-balancer" } };
  return { ...common, via: { service, port: counts.port, from: "pod" } };
}

function redisFrom(redis: Shape<"redis">): Pick<RedisCheck, "from" | "host" | "port" | "command" | "reply"> {
  const { from, host, port, command } = redis;
  const reply = "equals" in redis ? { equals: redis.equals } : "atLeast" in redis ? { atLeast: redis.atLeast } : { agreesWith: redis.agreesWith };
  return { from, host, port, command, reply };
}

function askFrom(ask: Shape<"ask">) {
  const common = { question: ask.question, ...(ask.near === undefined ? {} : { near: ask.near }), ...(ask.about === undefined ? {} : { about: ask.about }) };
  if ("field" in ask) {
    const { path, ...object } = ask.field;
    return { ...common, answer: { field: { object, path } } };
  }
  if ("redis" in ask) return { ...common, answer: { redis: ask.redis } };
  return { ...common, ...(ask.choices === undefined ? {} : { choices: ask.choices }), answer: { text: ask.text } };
}

/** "60s", "2m", "500ms". */
function milliseconds(duration: string | undefined): number {
  const match = /^(\d+)(ms|s|m)$/.exec(duration ?? "");
  return match === null ? 0 : Number(match[1]) * { ms: 1, s: 1_000, m: 60_000 }[match[2] as "ms" | "s" | "m"];
}
