/** The container of a pod that a lab speaks of: sidecars may stand before it. */
import { isSameImage } from "./image.ts";
import { listOf, pick, textOf } from "./json.ts";
import { findKnownApp } from "./known-apps.ts";
import type { KubeObject } from "./model.ts";
import { type ContainerView, containersOf } from "./pods.ts";
import type { View } from "./view.ts";

/** Of the image that the lab wants in the Deployment; else of one that is known; else the first. */
export function programOf(view: View, deployment: string, pod: KubeObject): ContainerView | undefined {
  const containers = containersOf(pod);
  const wanted = view.intent
    .wantsOf("Deployment", deployment)
    .flatMap((wants) => listOf(pick(wants, "spec", "template", "spec", "containers")))
    .flatMap((container) => textOf(pick(container, "image")) ?? []);
  return (
    containers.find(({ image }) => wanted.some((each) => isSameImage(each, image))) ??
    containers.find(({ image }) => findKnownApp(image) !== undefined) ??
    containers[0]
  );
}
