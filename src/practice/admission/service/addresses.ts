/** Cluster addresses of Services, out of 10.96.0.0/12. Which are taken stands in the Services themselves. */
import type { Service } from "../../objects.ts";
import type { AdmissionContext } from "../context.ts";
import { type FieldErrors, invalid } from "../field/errors.ts";
import { isIpv4 } from "../field/formats.ts";
import { type Fields, text, texts } from "../field/json-fields.ts";
import { needsClusterIp } from "./needs.ts";

const base = toNumber("10.96.0.0");
const size = 2 ** 20;
/** Asked-for addresses live in the lower band, so that picks at random don't collide with them. */
const staticBand = 256;

/** Gives the Service its address, or says why it can't have the one it asks for. Changes the spec. */
export function allocateClusterIp(spec: Fields, context: AdmissionContext): FieldErrors {
  if (!needsClusterIp(spec) || text(spec, "clusterIP") === "None") return [];
  const taken = takenAddresses(context);
  const asked = text(spec, "clusterIP");
  if (asked !== "") {
    const why = refusal(asked, taken);
    return why === undefined ? [] : [invalid("spec.clusterIPs", texts(spec, "clusterIPs"), `failed to allocate IP ${asked}: ${why}`)];
  }
  const address = pickAddress(taken);
  spec.clusterIP = address;
  spec.clusterIPs = [address];
  return [];
}

function takenAddresses(context: AdmissionContext): ReadonlySet<string> {
  return new Set(
    context
      .list<Service>("v1/services")
      .flatMap((service) => service.spec.clusterIPs ?? (service.spec.clusterIP === undefined ? [] : [service.spec.clusterIP])),
  );
}

function refusal(address: string, taken: ReadonlySet<string>): string | undefined {
  const offset = isIpv4(address) ? toNumber(address) - base : -1;
  if (offset <= 0 || offset >= size - 1) return "the provided network does not match the current range";
  return taken.has(address) ? "provided IP is already allocated" : undefined;
}

function pickAddress(taken: ReadonlySet<string>): string {
  const room = size - staticBand - 1;
  const start = Math.floor(Math.random() * room);
  for (let step = 0; step < room; step++) {
    const address = toText(base + staticBand + ((start + step) % room));
    if (!taken.has(address)) return address;
  }
  throw new Error("range is full");
}

function toNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
