/** Why a pod isn't ready. */
import type { Finding } from "../finding.ts";
import { jsonPatch, setField } from "../fix.ts";
import { asJson, keysOf, listOf, numberOf, pick, textOf } from "../json.ts";
import type { KubeObject } from "../model.ts";
import { type ContainerView, conditionOf, containersOf, initContainersOf, isReady } from "../pods.ts";
import type { View } from "../view.ts";
import { type Cause, firstCause, nameOf } from "./cause.ts";
import { explainConfig } from "./config.ts";
import { explainCrash, removeOverride } from "./crash.ts";
import { explainHook } from "./hook.ts";
import { type ContainerPlace, containerPath, explainPull, pointerTo } from "./image.ts";
import { explainClaim, explainMounts } from "./mounts.ts";
import { explainKilling, explainProbe } from "./probe.ts";
import { shortageOf } from "./refused-pods.ts";

/** undefined: the pod is ready. `owner`: its Deployment, or itself. */
export function explainPod(view: View, pod: KubeObject, owner: KubeObject): Cause | undefined {
  if (isReady(pod)) return undefined;
  const before = initContainersOf(pod).map((container) => explainInit(view, pod, { owner, container }));
  const containers = containersOf(pod).map((container) => explainContainer(view, pod, { owner, container }));
  return (
    firstCause([explainScheduling(pod, owner), ...before, ...containers]) ??
    explainMounts(view, pod, owner) ??
    explainScheduler(pod, owner) ??
    explainNode(view, pod, owner) ??
    explainGates(pod, owner) ?? {
      code: "starting",
      object: nameOf(owner),
      seen: textOf(pick(pod, "status", "phase")) ?? "Pending",
    }
  );
}

function explainContainer(view: View, pod: KubeObject, place: ContainerPlace): Cause | undefined {
  const { status } = place.container;
  const reason = textOf(pick(status, "state", "waiting", "reason")) ?? "";
  if (/^(ErrImage|ImagePull|InvalidImageName|ImageInspect|RegistryUnavailable)/.test(reason)) return explainPull(view, place);
  const waits = textOf(pick(status, "state", "waiting", "message")) ?? "";
  if (reason === "CreateContainerConfigError") return explainConfig(place, waits) ?? explainRefusedContainer(place, waits);
  if (isNotStarted(place.container)) return explainStart(place);
  const failed = numberOf(pick(status, "state", "terminated", "exitCode"));
  const restarts = numberOf(status.restartCount) ?? 0;
  const killed = restarts > 0 || failed !== undefined ? explainKilling(place, probesThatKilled(view, pod)) : undefined;
  if (killed !== undefined) return killed;
  const hook = restarts > 0 || failed !== undefined ? explainHook(view, pod, place) : undefined;
  if (hook !== undefined) return hook;
  if (reason === "CrashLoopBackOff" || failed !== undefined) return explainCrash(view, place, pod);
  const ready = status.ready === true;
  if (!ready && restarts > 0 && pick(status, "lastState", "terminated") !== undefined && place.container.spec.readinessProbe === undefined) {
    return explainCrash(view, place, pod);
  }
  const running = pick(status, "state", "running") !== undefined;
  return running && !ready ? explainProbe(place) : undefined;
}

/** An init container is done with exit code 0; until then nothing else of the pod starts. */
function explainInit(view: View, pod: KubeObject, place: ContainerPlace): Cause | undefined {
  const { status } = place.container;
  if (numberOf(pick(status, "state", "terminated", "exitCode")) === 0) return undefined;
  // A sidecar: it goes on running beside the others.
  if (place.container.spec.restartPolicy === "Always") return undefined;
  if (pick(status, "state", "running") === undefined) return explainContainer(view, pod, place);
  const path = containerPath(place, "name").replace(/\.name$/, "");
  const seen = [...listOf(place.container.spec.command), ...listOf(place.container.spec.args)].join(" ") || place.container.image;
  return { code: "init-waits", object: nameOf(place.owner), path, seen, ...removeOverride(place, []) };
}

/** What the node won't run as it is asked to: an image that runs as root where that is forbidden. */
function explainRefusedContainer(place: ContainerPlace, message: string): Finding {
  const isRoot = /runAsNonRoot/.test(message) && pick(place.container.spec, "securityContext", "runAsNonRoot") === true;
  const path = containerPath(place, isRoot ? "securityContext.runAsNonRoot" : "name").replace(/\.name$/, "");
  const fix = isRoot ? { fix: jsonPatch(place.owner, { op: "remove", path: pointerTo(path) }) } : {};
  return { code: "container-refused", object: nameOf(place.owner), path, seen: message, ...fix };
}

/** Events tell which probe has a container ended: "Liveness probe failed: …". */
function probesThatKilled(view: View, pod: KubeObject): readonly ("livenessProbe" | "startupProbe")[] {
  const said = view.glance("Event").filter((event) => pick(event, "involvedObject", "name") === pod.metadata.name && pick(event, "reason") === "Unhealthy");
  const words = said.map((event) => textOf(pick(event, "message")) ?? "");
  const failed = (start: string) => words.some((message) => message.startsWith(start));
  return [...(failed("Liveness probe") ? (["livenessProbe"] as const) : []), ...(failed("Startup probe") ? (["startupProbe"] as const) : [])];
}

function isNotStarted(container: ContainerView): boolean {
  const said = [
    pick(container.status, "state", "waiting", "reason"),
    ...["state", "lastState"].map((state) => pick(container.status, state, "terminated", "reason")),
  ];
  return said.some((reason) => ["RunContainerError", "CreateContainerError", "StartError", "ContainerCannotRun"].includes(String(reason)));
}

function explainStart(place: ContainerPlace): Finding {
  const { status, spec } = place.container;
  const message = ["state.waiting", "lastState.terminated", "state.terminated"]
    .map((path) => textOf(pick(status, ...path.split("."), "message")))
    .find(Boolean);
  const fields = ["command", "args"].filter((field) => listOf(spec[field]).length > 0);
  return {
    code: "command-not-found",
    object: nameOf(place.owner),
    path: containerPath(place, fields[0] ?? "command"),
    seen: asJson(spec[fields[0] ?? "command"]) ?? message ?? null,
    ...removeOverride(place, fields),
  };
}

function explainScheduling(pod: KubeObject, owner: KubeObject): Cause | undefined {
  const scheduled = conditionOf(pod, "PodScheduled");
  if (scheduled?.status !== "False") return undefined;
  const spec = owner.kind === "Pod" ? "spec" : "spec.template.spec";
  const shortage = shortageOf(pick(owner, ...keysOf(spec)), scheduled.message);
  if (shortage !== undefined) return shortage;
  const claim = explainClaim(owner, spec, scheduled.message);
  if (claim !== undefined) return claim;
  const path = conditionPath(owner, spec, scheduled.message);
  return {
    code: "unschedulable",
    object: nameOf(owner),
    ...(path !== undefined ? { path, fix: jsonPatch(owner, { op: "remove", path: pointerTo(path) }) } : {}),
    seen: scheduled.message,
  };
}

/** A pod that asks for another scheduler than the cluster's own, and that nobody has looked at. */
function explainScheduler(pod: KubeObject, owner: KubeObject): Finding | undefined {
  const path = owner.kind === "Pod" ? "spec.schedulerName" : "spec.template.spec.schedulerName";
  const seen = textOf(pick(owner, ...keysOf(path))) ?? "default-scheduler";
  if (seen === "default-scheduler" || pick(pod, "spec", "nodeName") !== undefined || conditionOf(pod, "PodScheduled") !== undefined) return undefined;
  const wanted = "default-scheduler";
  const fix = owner.kind === "Pod" ? {} : { fix: setField(owner, keysOf(path), wanted) };
  return { code: "scheduler-unknown", object: nameOf(owner), path, seen, wanted, ...fix };
}

/** A pod that was given to a node by name, and there is no such node. */
function explainNode(view: View, pod: KubeObject, owner: KubeObject): Finding | undefined {
  const path = owner.kind === "Pod" ? "spec.nodeName" : "spec.template.spec.nodeName";
  const seen = textOf(pick(owner, ...keysOf(path)));
  const nodes = view.glance("Node").map(({ metadata }) => metadata.name);
  if (seen === undefined || nodes.length === 0 || nodes.includes(seen) || pick(pod, "spec", "nodeName") !== seen) return undefined;
  const fix = owner.kind === "Pod" ? {} : { fix: jsonPatch(owner, { op: "remove", path: pointerTo(path) }) };
  return { code: "node-unknown", object: nameOf(owner), path, seen, nearest: nodes, ...fix };
}

/** All containers are ready, and the pod waits for a condition that something else must set. */
function explainGates(pod: KubeObject, owner: KubeObject): Finding | undefined {
  if (conditionOf(pod, "ContainersReady")?.status !== "True") return undefined;
  const gates = listOf(pick(pod, "spec", "readinessGates")).map((gate) => textOf(pick(gate, "conditionType")) ?? "");
  const open = gates.filter((gate) => conditionOf(pod, gate)?.status !== "True");
  if (open.length === 0) return undefined;
  const path = owner.kind === "Pod" ? "spec.readinessGates" : "spec.template.spec.readinessGates";
  const there = owner.kind !== "Pod" && pick(owner, ...keysOf(path)) !== undefined;
  const fix = there ? { fix: jsonPatch(owner, { op: "remove", path: pointerTo(path) }) } : {};
  return { code: "readiness-gate", object: nameOf(owner), path, seen: open, ...fix };
}

/** The condition of the answer's own that no node meets, by the scheduler's words. undefined: none such is written. */
function conditionPath(owner: KubeObject, spec: string, message: string): string | undefined {
  const isWritten = (field: string) => pick(owner, ...keysOf(`${spec}.${field}`)) !== undefined;
  const containers = listOf(pick(owner, ...keysOf(spec), "containers"));
  const inContainers = (field: string) => containers.flatMap((held, index) => (pick(held, ...keysOf(field)) === undefined ? [] : [`containers[${index}]`]));
  const hostPorts = containers.flatMap((held, at) =>
    listOf(pick(held, "ports")).flatMap((port, index) => (pick(port, "hostPort") === undefined ? [] : [`containers[${at}].ports[${index}].hostPort`])),
  );
  const fields = [
    ...(/affinity|selector/.test(message) ? ["nodeSelector", "affinity"].filter(isWritten) : []),
    ...(/topology spread/.test(message) ? ["topologySpreadConstraints"].filter(isWritten) : []),
    ...(/free ports/.test(message) ? [...["hostNetwork"].filter(isWritten), ...hostPorts] : []),
    ...(/Insufficient/.test(message) ? inContainers("resources.requests").map((container) => `${container}.resources`) : []),
  ];
  return fields[0] === undefined ? undefined : `${spec}.${fields[0]}`;
}
