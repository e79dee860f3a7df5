/** autoscaling/v1 Scale: the replicas of a workload, seen and set apart from the rest. */
import type { KubeObject } from "../../objects.ts";
import { isObject, type JsonObject } from "../json.ts";
import { formatSelector } from "../selectors/format.ts";

export function scaleOf(object: KubeObject): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const spec = field(object, "spec");
  const status = field(object, "status");
  const selector = formatSelector(spec.selector);
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      ...(uid !== undefined && { uid }),
      ...(resourceVersion !== undefined && { resourceVersion }),
      ...(creationTimestamp !== undefined && { creationTimestamp }),
    },
    spec: { ...(spec.replicas !== 0 && { replicas: spec.replicas }) },
    status: { replicas: status.replicas ?? 0, ...(selector !== "" && { selector }) },
  };
}

export function withScale(object: KubeObject, scale: KubeObject): KubeObject {
  const replicas = field(scale, "spec").replicas ?? 0;
  return { ...object, spec: { ...field(object, "spec"), replicas } };
}

function field(object: KubeObject, name: string): JsonObject {
  const value = object[name];
  return isObject(value) ? value : {};
}
