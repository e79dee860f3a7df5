import type { Pod, Service } from "../../objects.ts";
import type { Registry } from "../../registry.ts";
import { matchesLabels } from "../labels.ts";
import { follow, keyOf } from "../watching.ts";

/** Names each Service when it, or a pod that it selects, comes, changes or goes. Returns how to stop. */
export function followServices(registry: Registry, onService: (key: string) => void): () => void {
  const onPod = (pod: Pod): void => {
    for (const service of registry.list<Service>("v1/services", pod.metadata.namespace)) {
      if (matchesLabels(service.spec.selector, pod.metadata.labels)) onService(keyOf(service));
    }
  };
  const stops = [
    follow<Service>(registry, "v1/services", ({ object }) => onService(keyOf(object))),
    registry.watch<Pod>("v1/pods", ({ object, previous }) => {
      if (previous !== undefined && previous.metadata.labels !== object.metadata.labels) onPod(previous);
      onPod(object);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
