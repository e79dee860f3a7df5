/** Why a pod isn't ready. */
import type { Finding } from "../finding.ts";
import { jsonPatch, setField } from "../fix.ts";
import { asJson, keysOf, listOf, numberOf, pick, textOf } from "../json.ts";
import { findKnownApp } from "../known-apps.ts";
import type { KubeObject } from "../model.ts";
import { type ContainerView, conditionOf, containersOf, isReady } from "../pods.ts";
import type { View } from "../view.ts";
import { type Cause, firstCause, nameOf } from "./cause.ts";
import { explainCrash, removeOverride } from "./crash.ts";
import { type ContainerPlace, containerPath, explainPull } from "./image.ts";
import { shortageOf } from "./refused-pods.ts";

/** undefined: the pod is ready. `owner`: its Deployment, or itself. */
export function explainPod(view: View, pod: KubeObject, owner: KubeObject): Cause | undefined {
  if (isReady(pod)) return undefined;
  const containers = containersOf(pod).map((container) => explainContainer(view, pod, { owner, container }));
  return (
    firstCause([explainScheduling(pod, owner), ...containers]) ?? {
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
  if (reason === "CreateContainerConfigError") return explainConfig(place);
  if (isNotStarted(place.container)) return explainStart(place);
  const failed = numberOf(pick(status, "state", "terminated", "exitCode"));
  if (reason === "CrashLoopBackOff" || failed !== undefined) return explainCrash(view, place, pod);
  const restarts = numberOf(status.restartCount) ?? 0;
  const ready = status.ready === true;
  if (!ready && restarts > 0 && pick(status, "lastState", "terminated") !== undefined && place.container.spec.readinessProbe === undefined) {
    return explainCrash(view, place, pod);
  }
  const running = pick(status, "state", "running") !== undefined;
  return running && !ready && place.container.spec.readinessProbe !== undefined ? explainProbe(place) : undefined;
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

function explainConfig(place: ContainerPlace): Finding {
  const message = textOf(pick(place.container.status, "state", "waiting", "message")) ?? "";
  return { code: "config-missing", object: nameOf(place.owner), path: containerPath(place, "env"), seen: message };
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
  const pointer = path && `/${path.replaceAll(/\[(\d+)\]/g, ".$1").replaceAll(".", "/")}`;
  const there = path !== undefined && pick(owner, ...keysOf(path)) !== undefined;
  return {
    code: "unschedulable",
    object: nameOf(owner),
    ...(there ? { path, fix: jsonPatch(owner, { op: "remove", path: pointer! }) } : {}),
    seen: scheduled.message,
  };
}

function greedyPath(owner: KubeObject, spec: string): string | undefined {
  const containers = listOf(pick(owner, ...keysOf(spec), "containers"));
  const index = containers.findIndex((container) => pick(container, "resources", "requests") !== undefined);
  return index < 0 ? undefined : `${spec}.containers[${index}].resources`;
}

function explainProbe(place: ContainerPlace): Finding {
  const probe = place.container.spec.readinessProbe;
  const app = findKnownApp(place.container.image);
  const kind = ["httpGet", "tcpSocket"].find((name) => pick(probe, name) !== undefined);
  if (kind === undefined || app === undefined) {
    return { code: "probe-fails", object: nameOf(place.owner), path: containerPath(place, "readinessProbe"), seen: asJson(probe) };
  }
  const port = pick(probe, kind, "port");
  const ports = listOf(place.container.spec.ports);
  const named =
    typeof port === "string"
      ? pick(
          ports.find((held) => pick(held, "name") === port),
          "containerPort",
        )
      : port;
  const [field, seen, wanted] = named !== app.listens ? ["port", port, app.listens] : ["path", pick(probe, kind, "path") ?? "/", "/"];
  const path = containerPath(place, `readinessProbe.${kind}.${field}`);
  return {
    code: "probe-fails",
    object: nameOf(place.owner),
    path,
    seen: asJson(seen),
    ...(seen === wanted ? {} : { wanted: asJson(wanted), fix: setField(place.owner, keysOf(path), asJson(wanted)!) }),
  };
}
