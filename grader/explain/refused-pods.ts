/** Pods that the cluster would not make or place: for what the answer asks of it, or for rules and shortages that the lab knows nothing of. */
import { listOf, pick } from "../json.ts";
import type { KubeObject, Trouble } from "../model.ts";
import { replicasOf } from "../pods.ts";

/** What the API server said when pods were to be made. undefined: it may be the answer's own doing. */
export function refusalOf(deployment: KubeObject, message: string, wanted: number): Trouble | undefined {
  const spec = pick(deployment, "spec", "template", "spec");
  if (replicasOf(deployment) > wanted || asksForRoom(spec) || asksForPrivilege(spec)) return undefined;
  const look = ["kubectl", "describe", "quota,limits", "--namespace", deployment.metadata.namespace ?? "default"];
  if (/exceeded quota|failed quota|(maximum|minimum) \S+ usage per/.test(message)) return { code: "quota", detail: message, look };
  return /admission webhook|calling webhook|ValidatingAdmissionPolicy|violates PodSecurity/.test(message) ? { code: "admission", detail: message } : undefined;
}

/** No node takes the pod, and the answer made no conditions. */
export function shortageOf(podSpec: unknown, message: string): Trouble | undefined {
  if (/affinity|selector/.test(message) || asksForRoom(podSpec) || asksForPlace(podSpec)) return undefined;
  return { code: "node-not-ready", detail: message, look: ["kubectl", "describe", "nodes"] };
}

function asksForRoom(podSpec: unknown): boolean {
  return pick(podSpec, "resources") !== undefined || containersOf(podSpec).some((container) => Object.keys(Object(pick(container, "resources"))).length > 0);
}

function asksForPlace(podSpec: unknown): boolean {
  const conditions = ["nodeSelector", "affinity", "nodeName", "topologySpreadConstraints", "runtimeClassName", "priorityClassName"];
  return (
    conditions.some((field) => pick(podSpec, field) !== undefined) ||
    pick(podSpec, "hostNetwork") === true ||
    ![undefined, "default-scheduler"].includes(pick(podSpec, "schedulerName") as string | undefined) ||
    listOf(pick(podSpec, "volumes")).some((volume) => pick(volume, "persistentVolumeClaim") !== undefined) ||
    containersOf(podSpec).some((container) => listOf(pick(container, "ports")).some((port) => pick(port, "hostPort") !== undefined))
  );
}

function asksForPrivilege(podSpec: unknown): boolean {
  const asked = (value: unknown): boolean => Object.keys(Object(value)).length > 0;
  return (
    ["hostNetwork", "hostPID", "hostIPC"].some((field) => pick(podSpec, field) === true) ||
    listOf(pick(podSpec, "volumes")).length > 0 ||
    asked(pick(podSpec, "securityContext")) ||
    containersOf(podSpec).some((container) => asked(pick(container, "securityContext")))
  );
}

function containersOf(podSpec: unknown): readonly unknown[] {
  return [...listOf(pick(podSpec, "containers")), ...listOf(pick(podSpec, "initContainers"))];
}
