/** A container that takes its environment from a ConfigMap or Secret that isn't there: it can't be started. */
import type { Finding } from "../finding.ts";
import { kubectl } from "../fix.ts";
import { listOf, pick, textOf } from "../json.ts";
import { findKnownApp } from "../known-apps.ts";
import type { View } from "../view.ts";
import { nameOf } from "./cause.ts";
import { type ContainerPlace, containerPath } from "./image.ts";

/** `message`: the kubelet's words. */
export function explainConfig(place: ContainerPlace, message: string): Finding {
  const field = listOf(place.container.spec.envFrom).length > 0 ? "envFrom" : "env";
  return { code: "config-missing", object: nameOf(place.owner), path: containerPath(place, field), seen: message, ...makeConfig(place, message) };
}

/** undefined: every ConfigMap that the container must have is there. */
export function explainMissingConfig(view: View, place: ContainerPlace): Finding | undefined {
  const { spec } = place.container;
  const references = [
    ...listOf(spec.envFrom).map((source) => pick(source, "configMapRef")),
    ...listOf(spec.env).map((variable) => pick(variable, "valueFrom", "configMapKeyRef")),
  ];
  const names = references.flatMap((reference) => (pick(reference, "optional") === true ? [] : (textOf(pick(reference, "name")) ?? [])));
  const there = new Set(names.length === 0 ? [] : view.objects("ConfigMap", place.owner.metadata.namespace).map((map) => map.metadata.name));
  const missing = names.find((name) => !there.has(name));
  return missing === undefined ? undefined : explainConfig(place, `configmap "${missing}" not found`);
}

/** The ConfigMap that is spoken of, with what the program needs. */
function makeConfig(place: ContainerPlace, message: string): Pick<Finding, "fix"> {
  const redis = findKnownApp(place.container.image)?.redis;
  const name = /^configmaps? "([^"]+)" not found/.exec(message)?.[1];
  if (redis === undefined || name === undefined) return {};
  const pairs = [`--from-literal=${redis.host}=redis`, `--from-literal=${redis.port}=6379`];
  return { fix: { command: kubectl(place.owner.metadata.namespace, "create", "configmap", name, ...pairs) } };
}
