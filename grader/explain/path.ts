/** The way from outside to a Service, where every object along it is right. A Service that fails is refused, not silent (FACTS 3.6). */
import { listOf } from "../json.ts";
import { findKnownApp } from "../known-apps.ts";
import type { HttpReply, KubeObject, Trouble } from "../model.ts";
import { containersOf } from "../pods.ts";
import type { View } from "../view.ts";
import { selectedPods } from "./selector.ts";

export interface Asked {
  readonly service: string;
  readonly port: number;
}

/** undefined: what came back may be the answer's own doing. */
export function explainPath(view: View, { service, port }: Asked, replies: readonly HttpReply[]): Trouble | undefined {
  const outcomes = new Set(replies.map(({ outcome }) => outcome));
  const detail = `${view.namespace}/${service}:${port}: ${replies.length} × ${[...outcomes].sort().join(", ")}`;
  if ([...outcomes].every((outcome) => outcome === "timeout" || outcome === "unresolved")) return { code: "no-route", detail };
  const found = view.find("Service", service);
  const isRefused = [...outcomes].every((outcome) => outcome === "refused" || outcome === "timeout" || outcome === "unresolved");
  if (!isRefused || found === undefined) return undefined;
  const pods = selectedPods(view, found);
  return pods.length > 0 && pods.every(listensForSure) ? { code: "refused", detail } : undefined;
}

/** Ready, of a lab's image that runs what it is made to run. */
function listensForSure(pod: KubeObject): boolean {
  return containersOf(pod).every(
    ({ image, spec, status }) =>
      findKnownApp(image) !== undefined && listOf(spec.command).length === 0 && listOf(spec.args).length === 0 && status.ready === true,
  );
}
