import type { ImageCatalog } from "../../container.ts";
import type { Network, NetworkNode } from "../../network/network.ts";
import type { Pod } from "../../objects.ts";
import { isTerminal } from "../pods.ts";
import { insist } from "../refusals.ts";
import type { Surroundings } from "../surroundings.ts";
import { follow } from "../watching.ts";
import { createImagePuller, type ImagePuller } from "./image-puller.ts";
import { PodWorker } from "./pod-worker.ts";
import type { HostPaths } from "./volumes.ts";

/** Runs the pods of all nodes. */
export interface Kubelet {
  worker(namespace: string, pod: string): PodWorker | undefined;
  addNode(node: NetworkNode): void;
  /** Its pods end at once. */
  removeNode(name: string): void;
  /** Ends every container; their pods stay in the store as they are. */
  stop(): Promise<void>;
}

export interface KubeletOptions {
  readonly surroundings: Surroundings;
  readonly network: Network;
  readonly images: ImageCatalog;
  readonly nodes: readonly NetworkNode[];
}

export function startKubelet({ surroundings, network, images, nodes }: KubeletOptions): Kubelet {
  const { registry, clock } = surroundings;
  const workers = new Map<string, PodWorker>();
  const places = new Map<string, { readonly node: NetworkNode; readonly puller: ImagePuller; readonly hostPaths: HostPaths }>();
  const addPlace = (node: NetworkNode): void => void places.set(node.name, { node, puller: createImagePuller({ images, clock }), hostPaths: new Map() });
  for (const node of nodes) addPlace(node);
  let isStopped = false;

  const see = (pod: Pod): void => {
    const uid = pod.metadata.uid ?? "";
    const known = workers.get(uid);
    if (known !== undefined) {
      known.update(pod);
      return;
    }
    const place = places.get(pod.spec.nodeName ?? "");
    if (place === undefined || isStopped) return;
    if (pod.metadata.deletionTimestamp !== undefined) {
      const { namespace, name } = pod.metadata;
      setImmediate(() => {
        insist(surroundings, () => {
          if (!isStopped && registry.get<Pod>({ resource: "v1/pods", namespace, name })?.metadata.uid === uid)
            registry.delete({ resource: "v1/pods", namespace, name }, { gracePeriodSeconds: 0 });
        });
      });
      return;
    }
    if (isTerminal(pod)) return;
    const worker = new PodWorker(pod, { surroundings, network, ...place });
    workers.set(uid, worker);
    setImmediate(() => {
      if (workers.get(uid) === worker) worker.start();
    });
  };
  /** Runs inside of the writer's call, who must not suffer from it. */
  const seeSafely = (pod: Pod): void => {
    try {
      see(pod);
    } catch (error) {
      surroundings.onBug(error);
    }
  };
  const forget = (uid: string): void => {
    workers.get(uid)?.kill().catch(surroundings.onBug);
    workers.delete(uid);
  };
  const stop = follow<Pod>(registry, "v1/pods", ({ type, object }) => {
    if (type === "DELETED") forget(object.metadata.uid ?? "");
    else seeSafely(object);
  });

  return {
    worker(namespace, name) {
      const uid = registry.get<Pod>({ resource: "v1/pods", namespace, name })?.metadata.uid;
      return uid === undefined ? undefined : workers.get(uid);
    },
    addNode(node) {
      addPlace(node);
      for (const pod of registry.list<Pod>("v1/pods")) if (pod.spec.nodeName === node.name) seeSafely(pod);
    },
    removeNode(name) {
      places.delete(name);
      for (const pod of registry.list<Pod>("v1/pods")) if (pod.spec.nodeName === name) forget(pod.metadata.uid ?? "");
    },
    async stop() {
      isStopped = true;
      stop();
      await Promise.all([...workers.values()].map((worker) => worker.kill()));
      workers.clear();
    },
  };
}
