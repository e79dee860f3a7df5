/**
 * The way from a client to a process: the Service, its type and ports, its selector, the EndpointSlices, the pods behind them, the port
 * they are asked at, the process. The first link that doesn't hold is the cause; what follows from it is not looked at.
 */
import type { Labels } from "../labels.ts";
import type { KubeObject } from "../model.ts";
import { deploymentOf, isReady } from "../pods.ts";
import type { View } from "../view.ts";
import { explainAbsence } from "./absence.ts";
import { explainAddress } from "./balancer.ts";
import { type Cause, firstCause } from "./cause.ts";
import { explainSlices } from "./endpoints.ts";
import { explainProcess } from "./process.ts";
import { explainPod } from "./readiness.ts";
import { explainSelector, selectedPods } from "./selector.ts";
import { explainExternalName, explainNodePort, explainPort, explainType, portsOf, type ServicePort } from "./service-port.ts";
import { explainTargetPort } from "./target-port.ts";
import { explainWorkload } from "./workload.ts";

export interface Wish {
  readonly service: string;
  readonly namespace?: string | undefined;
  /** The Service's own port. */
  readonly port?: number | undefined;
  readonly nodePort?: number | undefined;
  readonly balancer?: boolean | undefined;
  /** Labels of the pods that are meant; absent: what the lab says elsewhere. */
  readonly pods?: Labels | undefined;
  /** A request was refused. */
  readonly refused?: boolean | undefined;
  /** Asked on behalf of a process: where the way comes back to a process, it ends. */
  readonly inner?: boolean | undefined;
  /** The question ends at the EndpointSlices. */
  readonly portless?: boolean | undefined;
}

/** undefined: every link holds, as far as objects can tell. */
export function walkService(view: View, wish: Wish): Cause | undefined {
  const service = view.find("Service", wish.service, wish.namespace);
  if (service === undefined) return explainAbsence(view, { kind: "Service", name: wish.service, namespace: wish.namespace });
  const meant = wish.pods ?? (isOwn(view, service) ? view.intent.podsOf(wish.service) : undefined);
  const door = explainDoor(view, service, wish) ?? explainSelector(view, service, meant);
  if (door !== undefined) return door;
  const pods = selectedPods(view, service);
  return (
    explainPods(view, pods) ??
    (pods.length > 0 ? explainSlices(view, service, pods) : undefined) ??
    (wish.portless === true
      ? undefined
      : firstCause(portsAsked(service, wish).map((port) => explainTargetPort(view, service, port, pods, wish.refused === true)))) ??
    (wish.inner === true ? undefined : firstCause(pods.map((pod) => explainProcess(view, pod))))
  );
}

function isOwn(view: View, service: KubeObject): boolean {
  return (service.metadata.namespace ?? view.namespace) === view.namespace;
}

function explainDoor(view: View, service: KubeObject, wish: Wish): Cause | undefined {
  return (
    (isOwn(view, service) ? explainExternalName(view, service) : undefined) ??
    (wish.nodePort === undefined ? undefined : (explainType(view, service, "NodePort", wish.nodePort) ?? explainNodePort(view, service, wish.nodePort))) ??
    (wish.balancer === true ? explainType(view, service, "LoadBalancer", undefined) : undefined) ??
    (wish.port === undefined ? undefined : explainPort(view, service, wish.port)) ??
    (wish.balancer === true ? explainAddress(view, service) : undefined)
  );
}

/** Every pod that is found should be ready: the one that isn't takes no requests, or will fail them. */
function explainPods(view: View, pods: readonly KubeObject[]): Cause | undefined {
  const causes = pods
    .filter((pod) => !isReady(pod))
    .map((pod) => {
      const deployment = deploymentOf(view, pod);
      return (deployment && explainWorkload(view, deployment, 1)) ?? explainPod(view, pod, pod);
    });
  return firstCause(causes);
}

function portsAsked(service: KubeObject, wish: Wish): readonly ServicePort[] {
  const ports = portsOf(service);
  if (wish.nodePort !== undefined) return ports.filter(({ nodePort }) => nodePort === wish.nodePort);
  return wish.port === undefined ? ports : ports.filter(({ port }) => port === wish.port);
}
