import type { Clock } from "../clock.ts";
import type { ImageCatalog } from "../container.ts";
import { clusterAddress } from "../network/addresses.ts";
import type { Network, NetworkNode } from "../network/network.ts";
import type { NodeRuntime } from "../node-runtime.ts";
import type { Registry } from "../registry.ts";
import { startApiService } from "./bootstrap/api-service.ts";
import { bootstrap } from "./bootstrap/bootstrap.ts";
import { startControlPlane } from "./bootstrap/control-plane.ts";
import { registerNode } from "./bootstrap/nodes.ts";
import { startDaemonSetController } from "./daemonset/controller.ts";
import { startDeploymentController } from "./deployment/controller.ts";
import { createEventRecorder } from "./events.ts";
import { startGarbageCollector } from "./garbage-collector.ts";
import { startHeartbeats } from "./heartbeats.ts";
import { startKubelet } from "./kubelet/kubelet.ts";
import { createRuntime } from "./kubelet/runtime.ts";
import { METALLB_CONTROLLER_IMAGE } from "./metallb/addon.ts";
import { startMetalLb } from "./metallb/controller.ts";
import { createControllerLog } from "./metallb/controller-log.ts";
import { startNamespaceDefaults } from "./namespace-defaults.ts";
import { startNamespaceController } from "./namespaces.ts";
import { startReplicaSetController } from "./replicaset/controller.ts";
import { startScheduler } from "./scheduler.ts";
import { startEndpointsController } from "./services/endpoints-controller.ts";
import { startMirroringController } from "./services/mirroring-controller.ts";
import { startSliceController } from "./services/slice-controller.ts";
import type { Surroundings } from "./surroundings.ts";
import { withSystemImages } from "./system-images.ts";
import { startTaintEviction } from "./taint-eviction.ts";

export interface EngineOptions {
  readonly registry: Registry;
  readonly images: ImageCatalog;
  readonly network: Network;
  readonly clock: Clock;
  /** The first one is the control plane. */
  readonly nodes: readonly NetworkNode[];
  /** Where the API server listens, at the first node's address. */
  readonly apiServerPort?: number;
  /** PEM, for ConfigMap kube-root-ca.crt. */
  readonly rootCA?: string;
  /** Our own mistakes; the engine goes on. */
  readonly onBug?: (error: unknown) => void;
}

export interface Engine {
  readonly runtime: NodeRuntime;
  addNode(node: NetworkNode): void;
  /** Its pods end, and are deleted. */
  removeNode(name: string): void;
  /** Ends all containers; the objects stay as they are and come to life again at the next start. */
  stop(): Promise<void>;
}

/** Everything behind the API: controllers, scheduler, kubelet. */
export function startEngine(options: EngineOptions): Engine {
  const { registry, network, clock, nodes, apiServerPort = 8443 } = options;
  const [controlPlane] = nodes;
  const events = createEventRecorder({ registry, clock });
  const surroundings: Surroundings = { registry, clock, events, onBug: options.onBug ?? (() => {}) };
  bootstrap(surroundings, nodes);
  network.onHostPortTrouble((service, message) => {
    events.record(service, { type: "Warning", reason: "HostPortUnavailable", message, component: "kube-proxy" });
  });
  const metalLbLog = createControllerLog(clock);
  const kubelet = startKubelet({ surroundings, network, images: withSystemImages(options.images, { [METALLB_CONTROLLER_IMAGE]: metalLbLog.follow }), nodes });
  const running = [
    startApiService(surroundings, { address: clusterAddress(controlPlane?.address ?? "127.0.0.1"), port: apiServerPort }),
    startNamespaceController(surroundings),
    startNamespaceDefaults(surroundings, options.rootCA ?? ""),
    startGarbageCollector(surroundings),
    startDeploymentController(surroundings),
    startReplicaSetController(surroundings),
    startDaemonSetController(surroundings),
    startSliceController(surroundings),
    startEndpointsController(surroundings),
    startMirroringController(surroundings),
    startScheduler(surroundings),
    startTaintEviction(surroundings),
    startMetalLb(surroundings, metalLbLog),
    startHeartbeats(surroundings),
    ...(controlPlane === undefined ? [] : [startControlPlane(surroundings, { node: controlPlane, port: apiServerPort })]),
  ];
  const indexes = new Map(nodes.map((node, index) => [node.name, index]));
  return {
    runtime: createRuntime({ registry, kubelet }),
    addNode(node) {
      const index = Math.max(-1, ...indexes.values()) + 1;
      indexes.set(node.name, index);
      network.addNode(node);
      kubelet.addNode(node);
      registerNode(surroundings, node, index);
    },
    removeNode(name) {
      indexes.delete(name);
      kubelet.removeNode(name);
      network.removeNode(name);
      registry.delete({ resource: "v1/nodes", name });
      for (const pod of registry.list("v1/pods").filter((each) => (each as { readonly spec?: { readonly nodeName?: string } }).spec?.nodeName === name)) {
        registry.delete({ resource: "v1/pods", namespace: pod.metadata.namespace, name: pod.metadata.name }, { gracePeriodSeconds: 0 });
      }
    },
    async stop() {
      for (const each of running) each.stop();
      events.stop();
      await kubelet.stop();
    },
  };
}
