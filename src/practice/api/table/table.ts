/** Lists as meta.k8s.io Tables, which is what `kubectl get` shows. */
import type { KubeObject } from "../../objects.ts";
import type { ResourceName } from "../../registry.ts";
import type { ResourceKind } from "../catalogue.ts";
import type { Printer } from "./column.ts";
import { endpointSlices, endpoints } from "./endpoints.ts";
import { events } from "./events.ts";
import { nodes } from "./nodes.ts";
import { pods } from "./pods.ts";
import { services } from "./services.ts";
import { configMaps, controllerRevisions, leases, namespaces, secrets, serviceAccounts } from "./simple.ts";
import { daemonSets, deployments, replicaSets } from "./workloads.ts";

const printers: Record<ResourceName, Printer> = {
  "v1/pods": pods,
  "v1/services": services,
  "v1/endpoints": endpoints,
  "v1/configmaps": configMaps,
  "v1/secrets": secrets,
  "v1/namespaces": namespaces,
  "v1/nodes": nodes,
  "v1/events": events,
  "v1/serviceaccounts": serviceAccounts,
  "apps/v1/deployments": deployments,
  "apps/v1/replicasets": replicaSets,
  "apps/v1/daemonsets": daemonSets,
  "apps/v1/controllerrevisions": controllerRevisions,
  "discovery.k8s.io/v1/endpointslices": endpointSlices,
  "coordination.k8s.io/v1/leases": leases,
};

export interface TableOptions {
  readonly kind: ResourceKind;
  /** Of meta.k8s.io. */
  readonly version: string;
  readonly metadata: object;
  /** "None", "Metadata" or "Object": what a row holds beside its cells. */
  readonly includeObject: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export function tableOf(objects: readonly KubeObject[], options: TableOptions): { readonly columnDefinitions: unknown } {
  const { columns, cells } = printers[options.kind.resource];
  return {
    ...{ kind: "Table", apiVersion: `meta.k8s.io/${options.version}`, metadata: options.metadata },
    columnDefinitions: columns.map(({ name, type, format, priority }) => ({ name, type, format, description: "", priority })),
    ...{ rows: objects.map((object) => ({ cells: cellsOf(object, cells, options.now, columns.length), object: rowObject(object, options) })) },
  };
}

/** A bookmark has no spec to print. */
function cellsOf(object: KubeObject, cells: Printer["cells"], now: number, count: number): readonly unknown[] {
  return object.metadata.name === undefined ? Array.from({ length: count }, () => "") : cells(object, now);
}

function rowObject(object: KubeObject, { includeObject, version }: TableOptions): unknown {
  if (includeObject === "None") return null;
  return includeObject === "Object" ? object : partialMetadata(object, version);
}

export function partialMetadata(object: KubeObject, version: string): unknown {
  return { kind: "PartialObjectMetadata", apiVersion: `meta.k8s.io/${version}`, metadata: object.metadata };
}
