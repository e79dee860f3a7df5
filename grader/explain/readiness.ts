/** Why a pod isn't ready. */
import type { Finding } from "../finding.ts";
import { jsonPatch } from "../fix.ts";
import { asJson, keysOf, listOf, numberOf, pick, textOf } from "../json.ts";
import type { KubeObject } from "../model.ts";
import { type ContainerView, conditionOf, containersOf, initContainersOf, isReady } from "../pods.ts";
import type { View } from "../view.ts";
import { type Cause, firstCause, nameOf } from "./cause.ts";
import { explainConfig } from "./config.ts";
import { explainCrash, removeOverride } from "./crash.ts";
import { type ContainerPlace, containerPath, explainPull, pointerTo } from "./image.ts";
import { explainKilling, explainProbe } from "./probe.ts";
import { shortageOf } from "./refused-pods.ts";

/** undefined: the pod is ready. `owner`: its Deployment, or itself. */
export function explainPod(view: View, pod: KubeObject, owner: KubeObject): Cause | undefined {
  if (isReady(pod)) return undefined;
  const before = initContainersOf(pod).map((container) => explainInit(view, pod, { owner, container }));
  const containers = containersOf(pod).map((container) => explainContainer(view, pod, { owner, container }));
  return (
    firstCause([explainScheduling(pod, owner), ...before, ...containers]) ?? {
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
  if (reason === "CreateContainerConfigError") return explainConfig(place, textOf(pick(status, "state", "waiting", "message")) ?? "");
  if (isNotStarted(place.container)) return explainStart(place);
  const failed = numberOf(pick(status, "state", "terminated", "exitCode"));
  const restarts = numberOf(status.restartCount) ?? 0;
  const killed = restarts > 0 || failed !== undefined ? explainKilling(place) : undefined;
  if (killed !== undefined) return killed;
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
  const path = /affinity|selector/.test(scheduled.message)
    ? `${spec}.nodeSelector`
    : /Insufficient/.test(scheduled.message)
      ? greedyPath(owner, spec)
      : undefined;
  const there = path !== undefined && pick(owner, ...keysOf(path)) !== undefined;
  return {
    code: "unschedulable",
    object: nameOf(owner),
    ...(there ? { path, fix: jsonPatch(owner, { op: "remove", path: pointerTo(path) }) } : {}),
    seen: scheduled.message,
  };
}

function greedyPath(owner: KubeObject, spec: string): string | undefined {
  const containers = listOf(pick(owner, ...keysOf(spec), "containers"));
  const index = containers.findIndex((container) => pick(container, "resources", "requests") !== undefined);
  return index < 0 ? undefined : `${spec}.containers[${index}].resources`;
}
