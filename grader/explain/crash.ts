/** Why a container keeps ending: its own last words, and the one trap that Kubernetes itself lays (FACTS: REDIS_PORT). */
import type { Finding } from "../finding.ts";
import { jsonPatch, kubectl } from "../fix.ts";
import { listOf, numberOf, pick } from "../json.ts";
import { findKnownApp } from "../known-apps.ts";
import type { KubeObject } from "../model.ts";
import { envOf } from "../pods.ts";
import type { View } from "../view.ts";
import { nameOf } from "./cause.ts";
import { type ContainerPlace, containerPath, pointerTo } from "./image.ts";

export function explainCrash(view: View, place: ContainerPlace, pod: KubeObject): Finding {
  const lines = logLines(view, pod, place.container.name);
  return explainInjectedPort(view, place, lines) ?? explainPortText(place) ?? explainHostText(place) ?? explainEnd(place, lines);
}

/** A Service named redis makes the kubelet set REDIS_PORT=tcp://…, unless the container sets it itself. */
function explainInjectedPort(view: View, place: ContainerPlace, lines: readonly string[]): Finding | undefined {
  const app = findKnownApp(place.container.image);
  const injected = lines.map((line) => /tcp:\/\/[\d.]+:\d+/.exec(line)?.[0]).find((found) => found !== undefined);
  const redis = view.find("Service", "redis", place.owner.metadata.namespace);
  if (app?.redis === undefined || envOf(place.container, app.redis.port) !== undefined) return undefined;
  if (injected === undefined && (lines.length > 0 || redis === undefined)) return undefined;
  const port = String(numberOf(pick(redis, "spec", "ports", 0, "port")) ?? 6379);
  return {
    code: "crash-redis-port",
    object: nameOf(place.owner),
    path: containerPath(place, "env"),
    ...(injected === undefined ? {} : { seen: injected }),
    wanted: { name: app.redis.port, value: port },
    fix: setEnv(place, `${app.redis.port}=${port}`),
  };
}

function explainPortText(place: ContainerPlace): Finding | undefined {
  const app = findKnownApp(place.container.image);
  const port = app?.redis && envOf(place.container, app.redis.port);
  if (app?.redis === undefined || port?.value === undefined || /^\d{1,5}$/.test(port.value)) return undefined;
  return {
    code: "env-port-wrong",
    object: nameOf(place.owner),
    path: containerPath(place, `env[${port.index}].value`),
    seen: port.value,
    wanted: "6379",
    fix: setEnv(place, `${app.redis.port}=6379`),
  };
}

/** A host with a port or a scheme makes an address of which the program can make nothing. */
function explainHostText(place: ContainerPlace): Finding | undefined {
  const app = findKnownApp(place.container.image);
  const host = app?.redis && envOf(place.container, app.redis.host);
  if (host?.value === undefined || host.value === "" || /^[\w.-]+$/.test(host.value)) return undefined;
  const nearest = /^(?:\w+:\/\/)?([\w.-]+)/.exec(host.value)?.[1];
  return hostUnknown(place, { index: host.index, value: host.value, nearest });
}

interface UnknownHost {
  /** Of the variable, where it is written out in the container. */
  readonly index: number | undefined;
  readonly value: string;
  readonly nearest: string | undefined;
}

export function hostUnknown(place: ContainerPlace, { index, value, nearest }: UnknownHost): Finding {
  const wanted = nearest ?? "redis";
  const name = findKnownApp(place.container.image)?.redis?.host ?? "REDIS_HOST";
  return {
    code: "env-host-unknown",
    object: nameOf(place.owner),
    path: containerPath(place, index === undefined ? "env" : `env[${index}].value`),
    seen: value,
    wanted,
    ...(nearest === undefined ? {} : { nearest }),
    fix: setEnv(place, `${name}=${wanted}`),
  };
}

function explainEnd(place: ContainerPlace, lines: readonly string[]): Finding {
  const overridden = ["command", "args"].filter((field) => listOf(place.container.spec[field]).length > 0);
  const ended = pick(place.container.status, "lastState", "terminated") ?? pick(place.container.status, "state", "terminated");
  const line = tellingLine(lines);
  const code = numberOf(pick(ended, "exitCode"));
  const known = explainNodeNetwork(place, line) ?? (pick(ended, "reason") === "OOMKilled" ? explainMemory(place) : undefined);
  if (known !== undefined) return known;
  return {
    code: "crash",
    object: nameOf(place.owner),
    path: containerPath(place, overridden[0] ?? "name").replace(/\.name$/, ""),
    seen: line ?? (code === undefined ? null : `exit ${code}`),
    ...removeOverride(place, overridden),
  };
}

/** The program wanted more memory than its container may have. */
function explainMemory(place: ContainerPlace): Finding {
  const limit = pick(place.container.spec, "resources", "limits", "memory");
  const path = containerPath(place, limit === undefined ? "resources" : "resources.limits.memory");
  const fix = limit === undefined ? {} : { fix: jsonPatch(place.owner, { op: "remove", path: pointerTo(containerPath(place, "resources")) }) };
  return { code: "crash", object: nameOf(place.owner), path, seen: `OOMKilled${limit === undefined ? "" : ` (memory: ${String(limit)})`}`, ...fix };
}

/** On the node's own network the pods of a node share its ports, with each other and with the node's programs. */
function explainNodeNetwork({ owner }: ContainerPlace, line: string | undefined): Finding | undefined {
  const path = owner.kind === "Pod" ? "spec.hostNetwork" : "spec.template.spec.hostNetwork";
  if (pick(owner, ...path.split(".")) !== true || line === undefined || !/EADDRINUSE|address (is )?already in use/i.test(line)) return undefined;
  const fix = owner.kind === "Pod" ? {} : { fix: jsonPatch(owner, { op: "remove", path: pointerTo(path) }) };
  return { code: "crash", object: nameOf(owner), path, seen: line, ...fix };
}

/** A lab's image runs by itself: a command of one's own is what breaks it. */
export function removeOverride(place: ContainerPlace, fields: readonly string[]): Pick<Finding, "fix"> {
  // The labs' programs need nothing to run before them.
  if (place.container.list === "initContainers") {
    const path = pointerTo(containerPath(place, "name")).replace(/\/name$/, "");
    return { fix: jsonPatch(place.owner, { op: "remove", path }) };
  }
  if (fields.length === 0 || findKnownApp(place.container.image) === undefined) return {};
  return { fix: jsonPatch(place.owner, ...fields.map((field) => ({ op: "remove" as const, path: pointerTo(containerPath(place, field)) }))) };
}

export function setEnv(place: ContainerPlace, ...pairs: readonly string[]): NonNullable<Finding["fix"]> {
  const { owner, container } = place;
  return {
    command: kubectl(owner.metadata.namespace, "set", "env", `${owner.kind.toLowerCase()}/${owner.metadata.name}`, `--containers=${container.name}`, ...pairs),
  };
}

function logLines(view: View, pod: KubeObject, container: string): readonly string[] {
  const of = view.observation.world.logs.filter(
    (log) => log.namespace === (pod.metadata.namespace ?? view.namespace) && log.pod === pod.metadata.name && log.container === container,
  );
  return [...of].sort((a, b) => Number(b.previous) - Number(a.previous)).flatMap((log) => log.lines);
}

/** The line that says why: the last that names an error, else the last that says anything. */
function tellingLine(lines: readonly string[]): string | undefined {
  const said = lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("at "));
  return said.findLast((line) => /\b\w*(error|exception|fatal|panic)\b/i.test(line)) ?? said.at(-1);
}
