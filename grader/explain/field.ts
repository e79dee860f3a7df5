/** A field that isn't as wanted, as the cause that a learner can act on: a selector, a type, a port, an image, labels; else just the field. */
import type { Finding } from "../finding.ts";
import { jsonPatch, kubectl, replaceWhole, setField } from "../fix.ts";
import { parseImage } from "../image.ts";
import { asJson, isRecord, keysOf, labelsOf, listOf, pick, textOf } from "../json.ts";
import { findKnownApp, hostileHosts } from "../known-apps.ts";
import { holdsLabels } from "../labels.ts";
import type { Mismatch } from "../match.ts";
import type { Json, KubeObject } from "../model.ts";
import { containersIn, replicasOf, templateLabels } from "../pods.ts";
import type { View } from "../view.ts";
import { type Cause, isFinding, nameOf } from "./cause.ts";
import { explainMissingConfig } from "./config.ts";
import { setEnv } from "./crash.ts";
import { explainImage, setImage } from "./image.ts";
import { labelsDiffer } from "./labels.ts";
import { explainSelector, selectedPods, selectorOf, setSelector } from "./selector.ts";
import { explainExternalName, explainNodePort, explainType, isType, portsOf, portWrong, typeOf, typeWrong } from "./service-port.ts";
import { explainTargetPort } from "./target-port.ts";

export function explainField(view: View, live: KubeObject, mismatch: Mismatch): Cause {
  if (live.kind === "Service") return explainServiceField(view, live, mismatch) ?? plainField(live, mismatch);
  return explainWorkloadField(view, live, mismatch) ?? plainField(live, mismatch);
}

function explainServiceField(view: View, service: KubeObject, { path, wanted }: Mismatch): Cause | undefined {
  const elsewhere = explainExternalName(view, service);
  if (elsewhere !== undefined) return elsewhere;
  if (path.startsWith("spec.selector")) return explainSelectorField(view, service, path, wanted);
  if (path === "spec.type" && isType(wanted)) {
    return typeWrong(view, service, wanted, wanted === "NodePort" ? view.intent.nodePortOf(service.metadata.name) : undefined);
  }
  if (/^spec\.ports(\[\d+\]\.nodePort)?$/.test(path)) return explainPortsField(view, service, wanted, path);
  const renamed = /^spec\.ports\[(\d+)\]\.(port|targetPort)$/.exec(path);
  if (renamed === null) return undefined;
  const port = renamed[2] === "targetPort" ? portsOf(service)[Number(renamed[1])] : undefined;
  const unheard = port && explainTargetPort(view, service, port, selectedPods(view, service), false);
  if (unheard !== undefined) return unheard;
  if (renamed[2] === "port" && typeof wanted === "number") return portWrong(view, service, Number(renamed[1]), wanted);
  const seen = asJson(pick(service, ...keysOf(path)));
  return { code: "target-port-wrong", object: nameOf(service), path, seen: seen ?? null, wanted, fix: setField(service, keysOf(path), wanted) };
}

/** A node port can't be where the type doesn't allow one: then the type is the cause. */
function explainPortsField(view: View, service: KubeObject, wanted: Json, path: string): Cause | undefined {
  const port = path === "spec.ports" ? pick(wanted, "nodePort") : wanted;
  if (typeof port !== "number") return undefined;
  if (typeOf(service) === "ClusterIP") return explainType(view, service, "NodePort", port);
  return explainNodePort(view, service, port) ?? heldByOther(service, path, port);
}

/** Another port of the same Service has the node port: it goes over, and that one is given another. */
function heldByOther(service: KubeObject, path: string, wanted: number): Cause | undefined {
  const index = Number(/\[(\d+)\]/.exec(path)?.[1] ?? Number.NaN);
  const [held, other] = [portsOf(service)[index], portsOf(service).find(({ nodePort }) => nodePort === wanted)];
  if (held === undefined || other === undefined || held === other) return undefined;
  const steps = [
    { op: "remove" as const, path: `/spec/ports/${other.index}/nodePort` },
    { op: "add" as const, path: `/spec/ports/${index}/nodePort`, value: wanted },
  ];
  return { code: "node-port-wrong", object: nameOf(service), path, seen: held.nodePort ?? null, wanted, fix: jsonPatch(service, ...steps) };
}

function explainSelectorField(view: View, service: KubeObject, path: string, wanted: Json): Cause {
  const meant = {
    ...(view.intent.podsOf(service.metadata.name) ?? {}),
    ...(path === "spec.selector" ? labelsOf(wanted) : { [path.slice("spec.selector.".length)]: String(wanted) }),
  };
  const cause = explainSelector(view, service, meant);
  if (isFinding(cause) && cause.object.kind === "Service") return cause;
  const fixed = { ...selectorOf(service), ...meant };
  return { code: "field-differs", object: nameOf(service), path: "spec.selector", seen: selectorOf(service), wanted: fixed, fix: setSelector(service, fixed) };
}

function explainWorkloadField(view: View, live: KubeObject, mismatch: Mismatch): Cause | undefined {
  const { path, wanted } = mismatch;
  if (path === "spec.replicas") return replicas(live, wanted);
  if (path.startsWith("spec.template.metadata.labels")) return labelsDiffer(live, wantedLabels(path, "spec.template.metadata.labels", wanted));
  if (path.startsWith("spec.selector")) return explainWorkloadSelector(live, mismatch);
  const containers = /^spec\.template\.spec\.containers(?:\[(\d+)\](?:\.(name|image|env)\b.*)?)?$/.exec(path);
  return containers === null ? undefined : explainContainerField(view, live, mismatch, containers[1], containers[2]);
}

function wantedLabels(path: string, prefix: string, wanted: Json): Readonly<Record<string, string>> {
  return path === prefix ? labelsOf(wanted) : { [path.slice(prefix.length + 1)]: String(wanted) };
}

function replicas(live: KubeObject, wanted: Json): Finding {
  const seen = replicasOf(live);
  const command = kubectl(live.metadata.namespace, "scale", `${live.kind.toLowerCase()}/${live.metadata.name}`, `--replicas=${String(wanted)}`);
  return {
    code: seen === 0 ? "scaled-to-zero" : Number(wanted) > seen ? "too-few-pods" : "field-differs",
    object: nameOf(live),
    path: "spec.replicas",
    seen,
    wanted,
    fix: { command },
  };
}

function explainWorkloadSelector(live: KubeObject, { path, seen, wanted }: Mismatch): Finding {
  const prefix = "spec.selector.matchLabels";
  const meant = path.startsWith(prefix) ? wantedLabels(path, prefix, wanted) : labelsOf(pick(wanted, "matchLabels"));
  if (!holdsLabels(templateLabels(live), meant)) return labelsDiffer(live, meant);
  const fix = replaceWhole(live, (plain) => {
    const spec = plain.spec as Record<string, Json>;
    const template = spec.template as Record<string, Json>;
    const labels = { ...labelsOf(pick(template, "metadata", "labels")), ...meant };
    spec.selector = { ...(spec.selector as Record<string, Json>), matchLabels: { ...labelsOf(pick(spec.selector, "matchLabels")), ...meant } };
    spec.template = { ...template, metadata: { ...(isRecord(template.metadata) ? (template.metadata as Record<string, Json>) : {}), labels } };
  });
  return { code: "field-differs", object: nameOf(live), path, seen: seen ?? null, wanted, fix };
}

function explainContainerField(view: View, live: KubeObject, mismatch: Mismatch, index: string | undefined, field: string | undefined): Cause | undefined {
  const { path, seen, wanted } = mismatch;
  const containers = containersIn(pick(live, "spec", "template", "spec"));
  const container = containers[Number(index ?? 0)];
  if (container === undefined) return undefined;
  const place = { owner: live, container };
  if (field === "name") {
    const fix = replaceName(live, container.index, String(wanted));
    return { code: "container-name", object: nameOf(live), path, seen: seen ?? null, wanted, fix };
  }
  if (field === "image") {
    const host = parseImage(container.image)?.host ?? "";
    if (hostileHosts[host] !== undefined || parseImage(container.image) === undefined) return explainImage(place, String(wanted));
    return imageCause(view, live, place, String(wanted));
  }
  if (field === "env" && path.endsWith(".env")) return explainMissingConfig(view, place) ?? envCause(place, path, wanted);
  const variable = /env\[(\d+)\]\.value$/.exec(path);
  if (variable === null) return undefined;
  const name = textOf(pick(listOf(container.spec.env)[Number(variable[1])], "name")) ?? "";
  const isRedisPort = findKnownApp(container.image)?.redis?.port === name;
  return {
    code: isRedisPort ? "env-port-wrong" : "env-differs",
    object: nameOf(live),
    path,
    seen: seen ?? null,
    wanted,
    fix: setEnv(place, `${name}=${String(wanted)}`),
  };
}

/** An image that can't be pulled is told from one that runs and isn't the wanted one. */
function imageCause(
  view: View,
  live: KubeObject,
  place: { readonly owner: KubeObject; readonly container: ReturnType<typeof containersIn>[number] },
  wanted: string,
): Finding {
  const pulling = view
    .objects("Pod", live.metadata.namespace)
    .some((pod) =>
      listOf(pick(pod, "status", "containerStatuses")).some(
        (status) =>
          pick(pod, "spec", "containers", place.container.index, "image") === place.container.image &&
          pick(status, "name") === place.container.name &&
          /^(ErrImage|ImagePull)/.test(String(pick(status, "state", "waiting", "reason"))),
      ),
    );
  if (pulling) return explainImage(place, wanted);
  const path = `spec.template.spec.containers[${place.container.index}].image`;
  return { code: "image-differs", object: nameOf(live), path, seen: place.container.image, wanted, fix: setImage(place, wanted) };
}

function envCause(
  place: { readonly owner: KubeObject; readonly container: ReturnType<typeof containersIn>[number] },
  path: string,
  wanted: Json,
): Finding | undefined {
  // Without any environment the whole list is wanted: the first of it is told.
  const first = Array.isArray(wanted) ? wanted[0] : wanted;
  const name = textOf(pick(first, "name"));
  const redis = findKnownApp(place.container.image)?.redis;
  const value = textOf(pick(first, "value")) ?? (redis?.host === name ? "redis" : undefined);
  if (name === undefined) return undefined;
  return {
    code: "env-missing",
    object: nameOf(place.owner),
    path,
    seen: null,
    wanted: asJson(first)!,
    ...(value === undefined ? {} : { fix: setEnv(place, `${name}=${value}`) }),
  };
}

function replaceName(live: KubeObject, index: number, name: string) {
  return setField(live, ["spec", "template", "spec", "containers", index, "name"], name);
}

function plainField(live: KubeObject, { path, seen, wanted }: Mismatch): Finding {
  const keys = keysOf(path);
  const isItem = Array.isArray(seen) && !Array.isArray(wanted);
  const canSet = wanted !== null && path !== "" && !path.startsWith("status") && !path.startsWith("metadata.name");
  const fix = canSet ? { fix: isItem ? setField(live, [...keys, "-"], wanted) : setField(live, keys, wanted) } : {};
  return { code: seen === undefined ? "field-missing" : "field-differs", object: nameOf(live), path, seen: seen ?? null, wanted, ...fix };
}
