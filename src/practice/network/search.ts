/** How a pod's resolver completes names: by the search list and ndots of resolv.conf. */
import type { DnsConfig } from "./dns-config.ts";

const DOMAIN = "cluster.local";

/** The names that a resolver asks for in turn. */
export function queriesFor(name: string, { searches, ndots }: Pick<DnsConfig, "searches" | "ndots">): readonly string[] {
  if (name.endsWith(".")) return [name];
  const searched = searches.map((domain) => `${name}.${domain}`);
  return name.split(".").length - 1 >= ndots ? [name, ...searched] : [...searched, name];
}

export function searchDomainsOf(namespace: string): readonly string[] {
  return [`${namespace}.svc.${DOMAIN}`, `svc.${DOMAIN}`, DOMAIN];
}
