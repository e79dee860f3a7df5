/** Node ports, 30000-32767. Which are taken stands in the Services themselves. */
import { ApiError } from "../../api-error.ts";
import type { Service } from "../../objects.ts";
import type { AdmissionContext } from "../context.ts";
import { type FieldErrors, invalid } from "../field/errors.ts";
import { type Fields, items, number, text } from "../field/json-fields.ts";
import { needsHealthCheckPort, nodePortsOf, takesNodePorts } from "./needs.ts";

const first = 30000;
const last = 32767;
/** Picks at random come from here first; below lies the band for ports that are asked for. */
const firstDynamic = 30086;

const outOfRange = `provided port is not in the valid range. The range of valid ports is ${first}-${last}`;

class NodePorts {
  readonly #taken: Set<number>;
  readonly #dryRun: boolean;

  constructor(context: AdmissionContext, released: readonly number[]) {
    const all = context
      .list<Service>("v1/services")
      .flatMap(({ spec }) => [...(spec.ports ?? []).map((port) => port.nodePort ?? 0), Number(spec.healthCheckNodePort ?? 0)]);
    this.#taken = new Set(all.filter((each) => each !== 0 && !released.includes(each)));
    this.#dryRun = context.dryRun;
  }

  /** Why the port can't be had; a dry run doesn't look at the range. */
  take(port: number): string | undefined {
    if (!this.#dryRun && (port < first || port > last)) return outOfRange;
    if (this.#taken.has(port)) return "provided port is already allocated";
    this.#taken.add(port);
    return undefined;
  }

  takeAny(): number {
    const port = pick(firstDynamic, last, this.#taken) ?? pick(first, firstDynamic - 1, this.#taken);
    if (port === undefined)
      throw new ApiError({ code: 500, reason: "InternalError", message: "Internal error occurred: failed to allocate a nodePort: range is full" });
    this.#taken.add(port);
    return port;
  }
}

function pick(from: number, to: number, taken: ReadonlySet<number>): number | undefined {
  const room = to - from + 1;
  const start = Math.floor(Math.random() * room);
  for (let step = 0; step < room; step++) {
    const port = from + ((start + step) % room);
    if (!taken.has(port)) return port;
  }
  return undefined;
}

/** Gives each port its node port, or says which can't have the one it asks for. Changes the spec. */
export function allocateNodePorts(spec: Fields, before: Fields | undefined, context: AdmissionContext): FieldErrors {
  const own = before === undefined ? [] : [...nodePortsOf(items(before, "ports")), number(before, "healthCheckNodePort")];
  const free = new NodePorts(context, own);
  const errors = !needsAny(spec) ? [] : before === undefined ? allocateNew(spec, free) : allocateChanged(spec, free);
  if (errors.length === 0 && needsHealthCheckPort(spec) && (before === undefined || !needsHealthCheckPort(before))) allocateHealthCheckPort(spec, free);
  return errors;
}

/** A port asked for that can't be had is no finding of validation but an internal error. */
function allocateHealthCheckPort(spec: Fields, free: NodePorts): void {
  const asked = number(spec, "healthCheckNodePort");
  const why = asked === 0 ? undefined : free.take(asked);
  if (why !== undefined) {
    const message = `failed to allocate requested HealthCheck NodePort ${asked}: ${why}`;
    throw new ApiError({ code: 500, reason: "InternalError", message: `Internal error occurred: ${message}`, details: { causes: [{ message }] } });
  }
  if (asked === 0) spec.healthCheckNodePort = free.takeAny();
}

/** A LoadBalancer that allocates none may still ask for some. */
function needsAny(spec: Fields): boolean {
  return takesNodePorts(spec) || text(spec, "type") === "LoadBalancer";
}

/** Ports of the same number but another protocol share a node port. */
function allocateNew(spec: Fields, free: NodePorts): FieldErrors {
  const given = new Map<number, number>();
  const ports = items(spec, "ports");
  for (const [index, port] of ports.entries()) {
    const asked = number(port, "nodePort");
    if (asked === 0 && !takesNodePorts(spec)) continue;
    const shared = given.get(number(port, "port"));
    if (shared !== undefined && (asked === 0 || asked === shared)) {
      port.nodePort = shared;
      continue;
    }
    const wanted = asked !== 0 ? asked : shared === undefined ? askedBySibling(port, ports) : 0;
    const why = wanted === 0 ? undefined : free.take(wanted);
    if (why !== undefined) return [invalid(`spec.ports[${index}].nodePort`, wanted, why)];
    const port_ = wanted === 0 ? free.takeAny() : wanted;
    port.nodePort = port_;
    if (shared === undefined) given.set(number(port, "port"), port_);
  }
  return [];
}

function askedBySibling(port: Fields, ports: readonly Fields[]): number {
  const sibling = ports.find((each) => number(each, "port") === number(port, "port") && number(each, "nodePort") !== 0);
  return number(sibling, "nodePort");
}

/** On an update, the same node port twice for a protocol is no finding of validation but a plain error. */
function allocateChanged(spec: Fields, free: NodePorts): FieldErrors {
  const numbers = new Set<number>();
  const seen = new Set<string>();
  for (const [index, port] of items(spec, "ports").entries()) {
    const asked = number(port, "nodePort");
    if (asked === 0 && !takesNodePorts(spec)) continue;
    if (asked === 0) port.nodePort = free.takeAny();
    else if (!numbers.has(asked)) {
      const why = free.take(asked);
      if (why !== undefined) return [invalid(`spec.ports[${index}].nodePort`, asked, why)];
    }
    const now = number(port, "nodePort");
    const key = `{${text(port, "protocol")} ${now}}`;
    if (seen.has(key)) throw new ApiError({ code: 500, reason: "", message: `duplicate nodePort: ${key}` });
    numbers.add(now);
    seen.add(key);
  }
  return [];
}
