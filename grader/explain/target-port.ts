/** Where a Service sends what it gets, against where the pods listen. */
import type { Finding } from "../finding.ts";
import { setField } from "../fix.ts";
import { keysOf, listOf, numberOf, pick, textOf } from "../json.ts";
import { findKnownApp } from "../known-apps.ts";
import type { KubeObject } from "../model.ts";
import { findNearest } from "../nearness.ts";
import { type ContainerView, containersIn, deploymentOf } from "../pods.ts";
import type { View } from "../view.ts";
import { nameOf } from "./cause.ts";
import type { ServicePort } from "./service-port.ts";

interface DeclaredPort {
  readonly container: number;
  readonly index: number;
  readonly name: string | undefined;
  readonly port: number;
}

/** What a pod spec says it listens on; informational, except for its names. */
function declaredPorts(podSpec: unknown): readonly DeclaredPort[] {
  return containersIn(podSpec).flatMap((container) =>
    listOf(container.spec.ports).map((held, index) => ({
      container: container.index,
      index,
      name: textOf(pick(held, "name")),
      port: numberOf(pick(held, "containerPort")) ?? 0,
    })),
  );
}

/** Where the images are known to listen. Empty: not known. */
export function knownPorts(podSpec: unknown): readonly number[] {
  return containersIn(podSpec).flatMap((container) => portOf(container) ?? []);
}

/** redis goes by an option of its own; the other programs listen where they always do. */
function portOf({ image, spec }: ContainerView): number | undefined {
  const app = findKnownApp(image);
  const words = ["command", "args"].flatMap((field) => listOf(spec[field]).map(String)).flatMap((word) => word.split(/[\s=]+/));
  const option = app?.hasRedisCli === true ? Number(words[words.indexOf("--port") + 1]) : Number.NaN;
  return words.includes("--port") && Number.isInteger(option) ? option : app?.listens;
}

/** The number that a targetPort comes to on a pod. undefined: the pod has no port of that name. */
export function resolveTargetPort(target: number | string, podSpec: unknown): number | undefined {
  return typeof target === "number" ? target : declaredPorts(podSpec).find(({ name }) => name === target)?.port;
}

/**
 * undefined: as far as can be told, something listens there.
 * `refused`: a request was refused, so that declared ports are a hint too where the image isn't known.
 */
export function explainTargetPort(view: View, service: KubeObject, port: ServicePort, pods: readonly KubeObject[], refused: boolean): Finding | undefined {
  const path = `spec.ports[${port.index}].targetPort`;
  for (const pod of pods) {
    const spec = pick(pod, "spec");
    const number = resolveTargetPort(port.targetPort, spec);
    const known = knownPorts(spec);
    const declared = declaredPorts(spec);
    if (number === undefined) return explainName(service, path, String(port.targetPort), declared, known);
    const listens = known.length > 0 ? known : refused ? declared.map((held) => held.port) : [];
    if (listens.length === 0 || listens.includes(number)) continue;
    const wanted = listens[0]!;
    if (typeof port.targetPort === "string") return explainContainerPort(view, pod, port.targetPort, wanted);
    return { code: "target-port-wrong", object: nameOf(service), path, seen: number, wanted, fix: setField(service, keysOf(path), wanted) };
  }
  return undefined;
}

function explainName(service: KubeObject, path: string, name: string, declared: readonly DeclaredPort[], known: readonly number[]): Finding {
  const names = declared.flatMap((held) => held.name ?? []);
  const nearest = findNearest(name, names) ?? names[0];
  const wanted = nearest ?? known[0] ?? declared[0]?.port;
  return {
    code: "target-port-name",
    object: nameOf(service),
    path,
    seen: name,
    ...(wanted === undefined ? {} : { wanted, fix: setField(service, keysOf(path), wanted) }),
    ...(nearest === undefined ? {} : { nearest }),
  };
}

/** The name is right, and stands for a port on which nothing listens. */
function explainContainerPort(view: View, pod: KubeObject, name: string, wanted: number): Finding {
  const owner = deploymentOf(view, pod) ?? pod;
  const spec = owner.kind === "Pod" ? "spec" : "spec.template.spec";
  const held = declaredPorts(pick(pod, "spec")).find((declared) => declared.name === name)!;
  const path = `${spec}.containers[${held.container}].ports[${held.index}].containerPort`;
  return { code: "container-port-wrong", object: nameOf(owner), path, seen: held.port, wanted, fix: setField(owner, keysOf(path), wanted) };
}
