/** ControllerRevisions: the templates a DaemonSet has had, for `kubectl rollout history` and `undo`. */
import type { KubeObject } from "../../objects.ts";
import { canonicalJson } from "../equality.ts";
import { controllerReference, isControlledBy } from "../owners.ts";
import { safeHash } from "../safe-names.ts";
import { CONTROLLER_MANAGER, type Surroundings } from "../surroundings.ts";
import { type DaemonSet, HASH_LABEL } from "./daemonset.ts";

interface ControllerRevision extends KubeObject {
  readonly revision: number;
  readonly data?: unknown;
}

/** The hash of the present template. Its revision is made, or becomes the newest again. */
export function ensureRevision({ registry }: Surroundings, daemonSet: DaemonSet): string {
  const { namespace, name } = daemonSet.metadata;
  const hash = safeHash(canonicalJson(daemonSet.spec.template));
  if (daemonSet.metadata.deletionTimestamp !== undefined) return hash;
  const all = registry.list<ControllerRevision>("apps/v1/controllerrevisions", namespace).filter((each) => isControlledBy(each, daemonSet));
  const known = all.find((each) => each.metadata.labels?.[HASH_LABEL] === hash);
  const newest = Math.max(0, ...all.map(({ revision }) => revision));
  if (known === undefined) {
    const metadata = {
      name: `${name}-${hash}`,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...daemonSet.spec.template.metadata?.labels, [HASH_LABEL]: hash },
      ...(daemonSet.metadata.annotations === undefined ? {} : { annotations: daemonSet.metadata.annotations }),
      ownerReferences: [controllerReference(daemonSet)],
    };
    const data = { spec: { template: { ...daemonSet.spec.template, $patch: "replace" } } };
    registry.create<ControllerRevision>(
      "apps/v1/controllerrevisions",
      { apiVersion: "apps/v1", kind: "ControllerRevision", metadata, data, revision: newest + 1 },
      CONTROLLER_MANAGER,
    );
  } else if (known.revision < newest) {
    registry.update<ControllerRevision>("apps/v1/controllerrevisions", { ...known, revision: newest + 1 }, CONTROLLER_MANAGER);
  }
  prune(
    { registry },
    daemonSet,
    all.filter((each) => each !== known),
  );
  return hash;
}

function prune({ registry }: Pick<Surroundings, "registry">, { spec, metadata }: DaemonSet, old: readonly ControllerRevision[]): void {
  const surplus = old.length - (spec.revisionHistoryLimit ?? 10);
  for (const each of [...old].sort((left, right) => left.revision - right.revision).slice(0, Math.max(0, surplus))) {
    registry.delete({ resource: "apps/v1/controllerrevisions", namespace: metadata.namespace, name: each.metadata.name });
  }
}
