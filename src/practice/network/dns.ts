import { isAddress } from "./addresses.ts";
import { isHeadless, type ServiceTable } from "./service-table.ts";

const DOMAIN = "cluster.local";
const MOST_ALIASES = 8;

/** The answer to one A query for a full name; an empty list: no such name. */
export type Zone = (fullName: string) => readonly string[];

/** CoreDNS' kubernetes plugin: Services, headless Services, pods of headless Services, pods by address, ExternalName. */
export function createZone(table: ServiceTable): Zone {
  return (fullName) => answer(table, fullName, 0);
}

/** The names that a resolver asks for in turn (resolv.conf with ndots:5). */
export function queriesFor(name: string, searchDomains: readonly string[]): readonly string[] {
  if (name.endsWith(".")) return [name];
  const searched = searchDomains.map((domain) => `${name}.${domain}`);
  return name.split(".").length - 1 >= 5 ? [name, ...searched] : [...searched, name];
}

export function searchDomainsOf(namespace: string): readonly string[] {
  return [`${namespace}.svc.${DOMAIN}`, `svc.${DOMAIN}`, DOMAIN];
}

function answer(table: ServiceTable, fullName: string, depth: number): readonly string[] {
  const name = fullName.toLowerCase().replace(/\.$/, "");
  if (!name.endsWith(`.${DOMAIN}`)) return [];
  const labels = name.slice(0, -DOMAIN.length - 1).split(".");
  const kind = labels.pop();
  const namespace = labels.pop();
  if (kind === "pod") return podByAddress(labels);
  if (kind !== "svc" || namespace === undefined || labels.length > 2) return [];
  const service = table.service(namespace, labels.at(-1) ?? "");
  if (service === undefined) return [];

  const host = labels.length === 2 ? labels[0] : undefined;
  if (service.spec.type === "ExternalName") {
    const target = service.spec.externalName ?? "";
    if (host !== undefined || depth === MOST_ALIASES) return [];
    return isAddress(target) ? [target] : answer(table, target, depth + 1);
  }
  if (host === undefined && !isHeadless(service)) return service.spec.clusterIP ? [service.spec.clusterIP] : [];
  const endpoints = table.endpoints(service).filter((endpoint) => endpoint.ready);
  const named = host === undefined ? endpoints : endpoints.filter((endpoint) => (endpoint.hostname ?? dashed(endpoint.address)) === host);
  return named.map((endpoint) => endpoint.address);
}

function podByAddress(labels: readonly string[]): readonly string[] {
  const address = labels.length === 1 ? labels[0]!.replaceAll("-", ".") : "";
  return isAddress(address) ? [address] : [];
}

function dashed(address: string): string {
  return address.replaceAll(".", "-");
}
