/** What is wrong around an answer: its namespace, the nodes, the cluster's DNS. It may explain a symptom or what doesn't come by itself; never a mistake. */
import { distanceFromCause, type Finding } from "../finding.ts";
import { listOf, pick, textOf } from "../json.ts";
import type { KubeObject, Trouble } from "../model.ts";
import { conditionOf, isAlive, isReady } from "../pods.ts";
import type { View } from "../view.ts";

/** undefined: the findings stand. */
export function explainSurroundings(view: View, findings: readonly Finding[]): Trouble | undefined {
  const isUnderWay = findings.every(({ code }) => distanceFromCause(code) >= 2 && !code.startsWith("ask-"));
  if (!isUnderWay) return undefined;
  return nodesTrouble(view) ?? portTrouble(view, findings) ?? (findings.every(({ code }) => needsNames.has(code)) ? namesTrouble(view) : undefined);
}

/** The practice cluster could not open the port on this computer: whatever answers there is somebody else. */
function portTrouble(view: View, findings: readonly Finding[]): Trouble | undefined {
  const isAbout = (event: KubeObject): boolean =>
    findings.some(({ object }) => pick(event, "involvedObject", "kind") === "Service" && pick(event, "involvedObject", "name") === object.name);
  const event = view.glance("Event").find((held) => pick(held, "reason") === "HostPortUnavailable" && isAbout(held));
  return event === undefined ? undefined : { code: "port-taken", detail: textOf(pick(event, "message")) ?? "" };
}

/** What comes of it when no name can be looked up. */
const needsNames: ReadonlySet<Finding["code"]> = new Set(["not-answering", "name-unresolved", "redis-reply-differs", "log-missing"]);

/** The DNS of the cluster has nobody who answers. undefined: it has, or that can't be seen. */
export function namesTrouble(view: View): Trouble | undefined {
  const slices = view
    .glance("EndpointSlice")
    .filter(({ metadata }) => metadata.namespace === "kube-system" && metadata.labels?.["kubernetes.io/service-name"] === "kube-dns");
  const endpoints = slices.flatMap((slice) => listOf(pick(slice, "endpoints")));
  if (slices.length === 0 || endpoints.some((endpoint) => pick(endpoint, "conditions", "ready") !== false)) return undefined;
  return {
    code: "dns-down",
    detail: "kube-system/kube-dns: 0 endpoints ready",
    look: ["kubectl", "get", "pods", "--namespace", "kube-system", "--selector", "k8s-app=kube-dns"],
  };
}

/** A pod waits on a node that is not well, or for any node that is. */
function nodesTrouble(view: View): Trouble | undefined {
  const nodes = view.glance("Node");
  const ill = nodes.filter((node) => illnessOf(node) !== undefined);
  if (ill.length === 0) return undefined;
  const waiting = view.glance("Pod").filter((pod) => pod.metadata.namespace === view.namespace && isAlive(pod) && !isReady(pod));
  const isHit = (pod: KubeObject): boolean => {
    const name = textOf(pick(pod, "spec", "nodeName"));
    return name === undefined ? ill.length === nodes.length : ill.some(({ metadata }) => metadata.name === name);
  };
  if (!waiting.some(isHit)) return undefined;
  return {
    code: "node-not-ready",
    detail: ill.map((node) => `${node.metadata.name}: ${illnessOf(node)}`).join("; "),
    look: ["kubectl", "describe", "node", ill[0]!.metadata.name],
  };
}

/** Not ready, closed, or tainted by the cluster itself; what a person tainted it with is no illness. */
function illnessOf(node: KubeObject): string | undefined {
  const ready = conditionOf(node, "Ready");
  if (ready !== undefined && ready.status !== "True") return `${ready.reason || "NotReady"} ${ready.message}`.trim();
  if (pick(node, "spec", "unschedulable") === true) return "unschedulable";
  const taint = listOf(pick(node, "spec", "taints")).find((held) => String(pick(held, "key")).startsWith("node.kubernetes.io/"));
  return taint === undefined ? undefined : String(pick(taint, "key"));
}
