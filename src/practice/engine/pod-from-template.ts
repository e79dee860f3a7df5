import type { KubeObject, Pod, PodTemplate } from "../objects.ts";
import type { NewObject } from "../registry.ts";
import { controllerReference } from "./owners.ts";

/** A pod that the owner makes: named after it, its labels and spec from the template. */
export function podFromTemplate(owner: KubeObject, template: PodTemplate): NewObject<Pod> {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      generateName: `${owner.metadata.name}-`,
      ...(owner.metadata.namespace === undefined ? {} : { namespace: owner.metadata.namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: template.spec,
  };
}
