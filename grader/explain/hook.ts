/** A container that is ended because what it does right after its start (lifecycle.postStart) fails; only the kubelet's events tell. */
import type { Finding } from "../finding.ts";
import { jsonPatch } from "../fix.ts";
import { listOf, pick } from "../json.ts";
import type { KubeObject } from "../model.ts";
import type { View } from "../view.ts";
import { nameOf } from "./cause.ts";
import { type ContainerPlace, containerPath, pointerTo } from "./image.ts";

/** undefined: there is no such hook, or it was not what failed. */
export function explainHook(view: View, pod: KubeObject, place: ContainerPlace): Finding | undefined {
  const hook = pick(place.container.spec, "lifecycle", "postStart");
  const hasFailed = view.glance("Event").some((event) => {
    return pick(event, "reason") === "FailedPostStartHook" && pick(event, "involvedObject", "name") === pod.metadata.name;
  });
  if (hook === undefined || !hasFailed) return undefined;
  const path = containerPath(place, "lifecycle.postStart");
  const command = listOf(pick(hook, "exec", "command")).join(" ");
  const fix = place.owner.kind === "Pod" ? {} : { fix: jsonPatch(place.owner, { op: "remove", path: pointerTo(path) }) };
  return { code: "hook-fails", object: nameOf(place.owner), path, seen: command === "" ? Object.keys(hook as object).join(", ") : command, ...fix };
}
