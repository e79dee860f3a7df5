/** A volume that can't be mounted: the container waits for it without a word in the pod itself; only the kubelet's events tell. */
import type { Finding } from "../finding.ts";
import { jsonPatch, kubectl } from "../fix.ts";
import { listOf, pick, textOf } from "../json.ts";
import { findKnownApp } from "../known-apps.ts";
import type { KubeObject } from "../model.ts";
import { containersIn } from "../pods.ts";
import type { View } from "../view.ts";
import { nameOf } from "./cause.ts";
import { pointerTo } from "./image.ts";

/** undefined: the kubelet has told of no such trouble with this pod. `owner`: what made it, or itself. */
export function explainMounts(view: View, pod: KubeObject, owner: KubeObject): Finding | undefined {
  const isOfPod = (event: KubeObject): boolean =>
    pick(event, "reason") === "FailedMount" &&
    pick(event, "involvedObject", "name") === pod.metadata.name &&
    (pick(event, "involvedObject", "namespace") ?? view.namespace) === (pod.metadata.namespace ?? view.namespace);
  const said = view
    .glance("Event")
    .filter(isOfPod)
    .map((event) => textOf(pick(event, "message")) ?? "");
  const found = said.map((message) => /SetUp failed for volume "([^"]+)" : (.*)/s.exec(message)).find((match) => match !== null);
  const spec = owner.kind === "Pod" ? "spec" : "spec.template.spec";
  const volumes = listOf(pick(owner, ...spec.split("."), "volumes"));
  const index = volumes.findIndex((volume) => pick(volume, "name") === found?.[1]);
  if (found === undefined || index < 0) return undefined;
  const seen = found[2]!.trim();
  return { code: "volume-fails", object: nameOf(owner), path: `${spec}.volumes[${index}]`, seen, ...mended(owner, { spec, index, seen }) };
}

/** A pod that no node takes because a volume names a claim that isn't there; by the scheduler's words. */
export function explainClaim(owner: KubeObject, spec: string, message: string): Finding | undefined {
  const claim = /persistentvolumeclaim "([^"]+)" not found/.exec(message);
  const index = listOf(pick(owner, ...spec.split("."), "volumes")).findIndex((volume) => pick(volume, "persistentVolumeClaim", "claimName") === claim?.[1]);
  if (claim === null || index < 0) return undefined;
  return { code: "volume-fails", object: nameOf(owner), path: `${spec}.volumes[${index}]`, seen: claim[0], ...mended(owner, { spec, index, seen: claim[0] }) };
}

/** What isn't there is made, where it need not hold anything; the labs' programs need no volume. */
function mended(owner: KubeObject, { spec, index, seen }: { readonly spec: string; readonly index: number; readonly seen: string }): Pick<Finding, "fix"> {
  const podSpec = pick(owner, ...spec.split("."));
  const volume = listOf(pick(podSpec, "volumes"))[index];
  const missing = /^(configmap|secret) "([^"]+)" not found/.exec(seen);
  if (
    missing?.[1] !== undefined &&
    missing[2] !== undefined &&
    pick(volume, "configMap", "items") === undefined &&
    pick(volume, "secret", "items") === undefined
  )
    return { fix: { command: kubectl(owner.metadata.namespace, "create", ...(missing[1] === "secret" ? ["secret", "generic"] : [missing[1]]), missing[2]) } };
  const containers = (["containers", "initContainers"] as const).flatMap((list) => containersIn(podSpec, list));
  if (containers.some(({ image }) => findKnownApp(image) === undefined)) return {};
  const mounts = containers.flatMap((container) =>
    listOf(container.spec.volumeMounts)
      .flatMap((mount, at) => (pick(mount, "name") === pick(volume, "name") ? [`${spec}.${container.list}[${container.index}].volumeMounts[${at}]`] : []))
      .reverse(),
  );
  return { fix: jsonPatch(owner, ...[...mounts, `${spec}.volumes[${index}]`].map((path) => ({ op: "remove" as const, path: pointerTo(path) }))) };
}
