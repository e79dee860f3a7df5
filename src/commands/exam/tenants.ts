/** What stands on a cluster already that the exam of the labs could get in the way of, or that could get in its way. */
import type { KubeObject, Lab, ListQuery } from "../../../grader/model.ts";
import type { Driver } from "../../cluster/driver.ts";
import { verifyTexts } from "../../i18n/verify.ts";
import { ClusterError } from "../../trouble.ts";

export interface SiteTenants {
  /** "31000 default/counter-np": node ports of the labs that others hold. */
  readonly ports: readonly string[];
  /** "Deployment default/redis": objects elsewhere that are called as the labs' own. */
  readonly sameNames: readonly string[];
  readonly metallb: boolean;
}

/** Throws ClusterError exam-site-unread where the cluster can't be read. */
export async function tenantsOf(driver: Driver, labs: readonly Lab[], signal: AbortSignal): Promise<SiteTenants> {
  const [services, deployments, namespaces] = await Promise.all([
    read(driver, { apiVersion: "v1", kind: "Service" }, signal),
    read(driver, { apiVersion: "apps/v1", kind: "Deployment" }, signal),
    read(driver, { apiVersion: "v1", kind: "Namespace" }, signal),
  ]);
  const wanted = nodePortsOf(labs);
  const names = new Set(labs.flatMap(({ owns }) => owns.map(({ kind, name }) => `${kind}/${name}`)));
  const others = [...services, ...deployments].filter(({ metadata }) => metadata.namespace !== driver.namespace);
  return {
    ports: others.flatMap((service) => portsHeld(service).flatMap((port) => (wanted.has(port) ? [`${port} ${placeOf(service)}`] : []))).sort(),
    sameNames: others.flatMap((object) => (names.has(`${object.kind}/${object.metadata.name}`) ? [`${object.kind} ${placeOf(object)}`] : [])).sort(),
    metallb: namespaces.some(({ metadata }) => metadata.name === "metallb-system"),
  };
}

async function read(driver: Driver, query: ListQuery, signal: AbortSignal): Promise<readonly KubeObject[]> {
  const list = await driver.reading.list(query, signal);
  if (list.status === "read") return list.items;
  throw new ClusterError({ code: "exam-site-unread", text: verifyTexts.siteUnread({ kind: query.kind, said: list.trouble.detail }) });
}

/** The node ports that the labs' checks are about. */
function nodePortsOf(labs: readonly Lab[]): ReadonlySet<number> {
  const text = JSON.stringify(labs.flatMap(({ steps }) => steps.flatMap(({ checks }) => checks)));
  const written = [...text.matchAll(/"nodePort":(\d+)/g)].map(([, port]) => Number(port));
  const asked = labs
    .flatMap(({ steps }) => steps.flatMap(({ checks }) => checks))
    .flatMap((check) => (check.kind === "http" && check.from === "node" ? [check.port] : []));
  return new Set([...written, ...asked]);
}

function portsHeld({ spec }: KubeObject): readonly number[] {
  const ports = (spec as { readonly ports?: readonly { readonly nodePort?: number }[] } | undefined)?.ports ?? [];
  return ports.flatMap(({ nodePort }) => nodePort ?? []);
}

function placeOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ""}/${metadata.name}`;
}
