import type { DnsAnswer, DnsRecord } from "../pod-network.ts";
import { isAddress } from "./addresses.ts";
import { type Backend, isHeadless, type ServiceTable } from "./service-table.ts";

const DOMAIN = "cluster.local";
const MOST_ALIASES = 8;

/** All that is known of a full name, whatever the type asked for. */
export type Zone = (fullName: string) => DnsAnswer;

const NOBODY: DnsAnswer = { code: "NXDOMAIN", records: [] };

/**
 * CoreDNS with its kubernetes plugin: Services and their ports, headless Services, pods of headless Services, pods by address,
 * ExternalName, and names by address. The world outside knows no names.
 */
export function createZone(table: ServiceTable): Zone {
  return (fullName) => answer(table, fullName.toLowerCase().replace(/\.$/, ""), 0);
}

function answer(table: ServiceTable, name: string, depth: number): DnsAnswer {
  if (name.endsWith(".in-addr.arpa")) return byAddress(table, name);
  if (name === DOMAIN) return { code: "NOERROR", records: [] };
  if (!name.endsWith(`.${DOMAIN}`)) return NOBODY;
  const labels = name.slice(0, -DOMAIN.length - 1).split(".");
  const kind = labels.pop();
  const namespace = labels.pop();
  if (kind === "pod") return found(podByAddress(name, labels));
  if (kind !== "svc") return NOBODY;
  const isSpace = namespace === undefined || (labels.length === 0 && [...table.services()].some(({ metadata }) => metadata.namespace === namespace));
  if (isSpace) return { code: "NOERROR", records: [] };
  const service = table.service(namespace, labels.at(-1) ?? "");
  if (service === undefined || labels.length > 3) return NOBODY;

  const place = { table, name, base: `${service.metadata.name}.${namespace}.svc.${DOMAIN}` };
  if (labels.length === 3) return found(ports(place, service, labels));
  const host = labels.length === 2 ? labels[0] : undefined;
  if (service.spec.type === "ExternalName") return host === undefined ? alias(place, service.spec.externalName ?? "", depth) : NOBODY;
  if (host === undefined && !isHeadless(service)) {
    const { clusterIP } = service.spec;
    return clusterIP ? found([{ name, type: "A", data: clusterIP }, ...everyPort(place, service)]) : NOBODY;
  }
  const endpoints = table.endpoints(service).filter((endpoint) => endpoint.ready);
  const named = host === undefined ? endpoints : endpoints.filter((endpoint) => hostOf(endpoint) === host);
  const records = named.map(({ address }): DnsRecord => ({ name, type: "A", data: address }));
  return found(host === undefined ? [...records, ...everyPort(place, service)] : records);
}

interface Place {
  readonly table: ServiceTable;
  readonly name: string;
  /** The Service's own name. */
  readonly base: string;
}

type ServiceObject = NonNullable<ReturnType<ServiceTable["service"]>>;

/** _http._tcp.web.default.svc.cluster.local */
function ports(place: Place, service: ServiceObject, [port = "", protocol = ""]: readonly string[]): readonly DnsRecord[] {
  const asked = (service.spec.ports ?? []).find((each) => `_${each.name ?? ""}` === port && `_${(each.protocol ?? "TCP").toLowerCase()}` === protocol);
  return asked === undefined ? [] : servers(place, service, [asked]);
}

function everyPort(place: Place, service: ServiceObject): readonly DnsRecord[] {
  return servers(place, service, service.spec.ports ?? []);
}

function servers(
  { table, name, base }: Place,
  service: ServiceObject,
  wanted: readonly { readonly name?: string; readonly port: number }[],
): readonly DnsRecord[] {
  const targets = isHeadless(service)
    ? wanted.flatMap((port) =>
        table
          .backends(service, port.name ?? "")
          .filter(({ ready }) => ready)
          .map((backend) => ({ host: `${hostOf(backend)}.${base}`, port: backend.port })),
      )
    : wanted.map(({ port }) => ({ host: base, port }));
  const weight = Math.floor(100 / Math.max(1, targets.length));
  return targets.map(({ host, port }) => ({ name, type: "SRV", data: `0 ${weight} ${port} ${host}` }));
}

function alias({ table, name }: Place, target: string, depth: number): DnsAnswer {
  if (isAddress(target)) return found([{ name, type: "A", data: target }]);
  const further = depth === MOST_ALIASES ? NOBODY : answer(table, target.toLowerCase().replace(/\.$/, ""), depth + 1);
  return found([{ name, type: "CNAME", data: target }, ...further.records]);
}

function podByAddress(name: string, labels: readonly string[]): readonly DnsRecord[] {
  const address = labels.length === 1 ? labels[0]!.replaceAll("-", ".") : "";
  return isAddress(address) ? [{ name, type: "A", data: address }] : [];
}

/** Pods have names only by a headless Service and a hostname of their own. */
function byAddress(table: ServiceTable, name: string): DnsAnswer {
  const address = name.replace(".in-addr.arpa", "").split(".").reverse().join(".");
  const names = [...table.services()].flatMap((service) => {
    const base = `${service.metadata.name}.${service.metadata.namespace}.svc.${DOMAIN}`;
    if (service.spec.clusterIP === address) return [base];
    return table.endpoints(service).flatMap((each) => (each.address === address && each.hostname !== undefined ? [`${each.hostname}.${base}`] : []));
  });
  return found(names.map((data) => ({ name, type: "PTR", data })));
}

function found(records: readonly DnsRecord[]): DnsAnswer {
  return records.length === 0 ? NOBODY : { code: "NOERROR", records };
}

function hostOf({ hostname, address }: Backend): string {
  return hostname ?? address.replaceAll(".", "-");
}
