/** Which container a stream of a pod is meant for. */
import type { ContainerTarget } from "../../node-runtime.ts";
import type { Pod } from "../../objects.ts";
import { badRequest, notFound } from "../errors.ts";
import type { NamedCall } from "../verbs/context.ts";

export function findPod({ services, target }: Pick<NamedCall, "services" | "target">): Pod {
  const pod = services.registry.get<Pod>({ resource: "v1/pods", namespace: target.namespace, name: target.name });
  if (pod === undefined) throw notFound(target.resource, target.name);
  return pod;
}

/** Throws ApiError BadRequest with upstream's text when the pod has no such container, or several and none is named. */
export function findContainer(call: Pick<NamedCall, "services" | "target">, named: string | null): ContainerTarget {
  const pod = findPod(call);
  const containers = pod.spec.containers.map(({ name }) => name);
  const initial = (pod.spec.initContainers ?? []).map(({ name }) => name);
  const ephemeral = (pod.spec.ephemeralContainers ?? []).map(({ name }) => name);
  const place = { namespace: pod.metadata.namespace ?? "", pod: pod.metadata.name };
  if (named !== null && named !== "") {
    if (![...containers, ...initial, ...ephemeral].includes(named)) throw badRequest(`container ${named} is not valid for pod ${place.pod}`);
    return { ...place, container: named };
  }
  if (containers.length === 1 && initial.length === 0) return { ...place, container: containers[0]! };
  const choice = initial.length === 0 ? "" : ` or one of the init containers: [${initial.join(" ")}]`;
  throw badRequest(`a container name must be specified for pod ${place.pod}, choose one of: [${containers.join(" ")}]${choice}`);
}
