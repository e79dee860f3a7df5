import type { Duplex } from "node:stream";
import { type Clock, systemClock } from "../../src/practice/clock.ts";
import type { ImageCatalog } from "../../src/practice/container.ts";
import { type Engine, startEngine } from "../../src/practice/engine/start-engine.ts";
import { createNetwork, type Network } from "../../src/practice/network/network.ts";
import type { Deployment, Service } from "../../src/practice/objects.ts";
import type { NewObject, Registry } from "../../src/practice/registry.ts";
import { practiceRegistry } from "./practice-registry.ts";

export interface RunningEngine {
  readonly registry: Registry;
  readonly network: Network;
  readonly engine: Engine;
  readonly bugs: unknown[];
  stop(): Promise<void>;
}

/** An engine on a registry and a network of its own; node `minikube` unless told otherwise. */
export function runEngine(options: {
  readonly images: ImageCatalog;
  readonly registry?: Registry;
  readonly clock?: Clock;
  readonly address?: string;
}): RunningEngine {
  const { images, clock = systemClock, address = "127.0.49.2" } = options;
  const registry = options.registry ?? practiceRegistry({ clock });
  const nodes = [{ name: "minikube", address }];
  const network = createNetwork({ registry, clock, nodes });
  const bugs: unknown[] = [];
  const engine = startEngine({ registry, images, network, clock, nodes, onBug: (error) => bugs.push(error) });
  return {
    registry,
    network,
    engine,
    bugs,
    async stop() {
      await engine.stop();
      await network.close();
    },
  };
}

export function deployment(
  name: string,
  options: { readonly image: string; readonly replicas?: number; readonly [field: string]: unknown },
): NewObject<Deployment> {
  const { image, replicas = 1, container = {}, pod = {}, ...spec } = options as { image: string; replicas?: number; container?: object; pod?: object };
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: "default" },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
      progressDeadlineSeconds: 600,
      revisionHistoryLimit: 10,
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name, image, imagePullPolicy: "IfNotPresent", ...container }],
          restartPolicy: "Always",
          terminationGracePeriodSeconds: 30,
          ...pod,
        },
      },
      ...spec,
    },
  };
}

export function service(name: string, spec: Partial<Service["spec"]> & { readonly clusterIP?: string }): NewObject<Service> {
  const ports = (spec.ports ?? [{ port: 3000 }]).map((port) => ({ protocol: "TCP" as const, targetPort: port.port, ...port }));
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace: "default" },
    spec: { type: "ClusterIP", selector: { app: name }, sessionAffinity: "None", ...spec, ports },
  };
}

/** All that comes until the other side hangs up. */
export async function readAll(socket: Duplex): Promise<string> {
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  return text;
}
