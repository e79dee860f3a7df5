/** A container that takes its environment from a ConfigMap or Secret, or a key of one, that isn't there: it can't be started. */
import type { Finding } from "../finding.ts";
import { kubectl, mergePatch } from "../fix.ts";
import { listOf, pick, textOf } from "../json.ts";
import { findKnownApp } from "../known-apps.ts";
import type { View } from "../view.ts";
import { nameOf } from "./cause.ts";
import { setEnv } from "./crash.ts";
import { type ContainerPlace, containerPath } from "./image.ts";

/** `message`: the kubelet's words. undefined: they are about something else. */
export function explainConfig(place: ContainerPlace, message: string): Finding | undefined {
  const reference = referenceIn(message);
  if (reference === undefined && !/configmap|secret/i.test(message)) return undefined;
  const index = reference === undefined ? -1 : variableOf(place, reference);
  const field = index >= 0 ? `env[${index}].valueFrom` : listOf(place.container.spec.envFrom).length > 0 ? "envFrom" : "env";
  return { code: "config-missing", object: nameOf(place.owner), path: containerPath(place, field), seen: message, ...mended(place, reference, index) };
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

interface Reference {
  readonly kind: "ConfigMap" | "Secret";
  readonly name: string;
  /** Absent: the whole object isn't there. */
  readonly key?: string | undefined;
}

function referenceIn(message: string): Reference | undefined {
  const whole = /^(configmap|secret)s? "([^"]+)" not found/.exec(message);
  if (whole?.[2] !== undefined) return { kind: whole[1] === "secret" ? "Secret" : "ConfigMap", name: whole[2] };
  const part = /^couldn't find key (\S+) in (ConfigMap|Secret) [^/]+\/(\S+)/.exec(message);
  return part?.[3] === undefined ? undefined : { kind: part[2] === "Secret" ? "Secret" : "ConfigMap", name: part[3], key: part[1] };
}

/** The variable that is taken from there; -1: none by itself. */
function variableOf(place: ContainerPlace, { kind, name, key }: Reference): number {
  const field = kind === "Secret" ? "secretKeyRef" : "configMapKeyRef";
  return listOf(place.container.spec.env).findIndex((variable) => {
    const from = pick(variable, "valueFrom", field);
    return pick(from, "name") === name && (key === undefined || pick(from, "key") === key);
  });
}

/** What the program needs is written there; a variable that it doesn't need goes, and what is taken as a whole may be empty. */
function mended(place: ContainerPlace, reference: Reference | undefined, index: number): Pick<Finding, "fix"> {
  const app = findKnownApp(place.container.image);
  if (reference === undefined || app === undefined) return {};
  const { kind, name, key } = reference;
  const values = app.redis === undefined ? {} : { [app.redis.host]: "redis", [app.redis.port]: "6379" };
  const variable = textOf(pick(listOf(place.container.spec.env)[index], "name"));
  if (variable !== undefined && values[variable] === undefined) return { fix: setEnv(place, `${variable}-`) };
  const wanted = index < 0 ? values : keysWanted(place, reference, values);
  if (key === undefined) {
    const literals = Object.entries(wanted).map(([literal, value]) => `--from-literal=${literal}=${value}`);
    const words = kind === "Secret" ? ["secret", "generic"] : ["configmap"];
    return { fix: { command: kubectl(place.owner.metadata.namespace, "create", ...words, name, ...literals) } };
  }
  const object = {
    apiVersion: "v1",
    kind,
    metadata: { name, ...(place.owner.metadata.namespace === undefined ? {} : { namespace: place.owner.metadata.namespace }) },
  };
  return { fix: mergePatch(object, { [kind === "Secret" ? "stringData" : "data"]: { ...wanted } }) };
}

/** The keys under which the container looks for what the program needs. */
function keysWanted(place: ContainerPlace, { kind, name, key }: Reference, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const field = kind === "Secret" ? "secretKeyRef" : "configMapKeyRef";
  const entries = listOf(place.container.spec.env).flatMap((variable) => {
    const from = pick(variable, "valueFrom", field);
    const [held, value] = [textOf(pick(from, "key")), values[textOf(pick(variable, "name")) ?? ""]];
    return pick(from, "name") === name && held !== undefined && value !== undefined && (key === undefined || key === held) ? [[held, value] as const] : [];
  });
  return Object.fromEntries(entries);
}
