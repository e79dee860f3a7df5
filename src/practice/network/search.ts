/** How a pod's resolver completes names: resolv.conf with its search list and ndots:5. */

const DOMAIN = "cluster.local";

/** The names that a resolver asks for in turn. */
export function queriesFor(name: string, searchDomains: readonly string[]): readonly string[] {
  if (name.endsWith(".")) return [name];
  const searched = searchDomains.map((domain) => `${name}.${domain}`);
  return name.split(".").length - 1 >= 5 ? [name, ...searched] : [...searched, name];
}

export function searchDomainsOf(namespace: string): readonly string[] {
  return [`${namespace}.svc.${DOMAIN}`, `svc.${DOMAIN}`, DOMAIN];
}
