import type { Condition, ContainerStatus, Pod } from "../../objects.ts";
import { columns, nameColumn, none, type Printer } from "./column.ts";
import { ageOf } from "./duration.ts";
import { listAt, textAt } from "./fields.ts";

export const pods: Printer = {
  columns: [nameColumn, ...columns("Ready", "Status", "Restarts", "Age", "+IP", "+Node", "+Nominated Node", "+Readiness Gates")],
  cells(object, now) {
    const pod = object as Pod;
    const summary = summarize(pod);
    const restarts =
      summary.restarts > 0 && summary.lastRestart !== "" ? `${summary.restarts} (${ageOf(summary.lastRestart, now)} ago)` : `${summary.restarts}`;
    const gates = listAt(pod, "spec", "readinessGates");
    return [
      pod.metadata.name,
      `${summary.ready}/${summary.total}`,
      summary.reason,
      restarts,
      ageOf(pod.metadata.creationTimestamp, now),
      pod.status?.podIP || none,
      pod.spec.nodeName || none,
      textAt(pod, "status", "nominatedNodeName") || none,
      gates.length === 0 ? none : `${gates.filter((gate) => conditionOf(pod, textAt(gate, "conditionType"))?.status === "True").length}/${gates.length}`,
    ];
  },
};

interface Summary {
  readonly total: number;
  readonly ready: number;
  readonly reason: string;
  readonly restarts: number;
  readonly lastRestart: string;
}

function summarize(pod: Pod): Summary {
  const phase = pod.status?.phase ?? "";
  const said = textAt(pod, "status", "reason");
  const gated = conditionOf(pod, "PodScheduled")?.reason === "SchedulingGated";
  const start: Summary = { total: pod.spec.containers.length, ready: 0, reason: gated ? "SchedulingGated" : said || phase, restarts: 0, lastRestart: "" };
  const initial = initializing(pod, start);
  const summary = initial === undefined || conditionOf(pod, "Initialized")?.status === "True" ? running(pod, start) : initial;
  if (pod.metadata.deletionTimestamp === undefined) return summary;
  if (said === "NodeLost") return { ...summary, reason: "Unknown" };
  return phase === "Succeeded" || phase === "Failed" ? summary : { ...summary, reason: "Terminating" };
}

/** While init containers run: how far they are. Undefined once all are through. */
function initializing(pod: Pod, start: Summary): Summary | undefined {
  const statuses = listAt(pod, "status", "initContainerStatuses") as unknown as readonly ContainerStatus[];
  const at = statuses.findIndex((status) => status.state.terminated?.exitCode !== 0);
  if (at < 0) return undefined;
  const counted = statuses.slice(0, at + 1).reduce(countRestarts, start);
  const { terminated, waiting } = statuses[at]!.state;
  if (terminated !== undefined) return { ...counted, reason: `Init:${endReason(terminated)}` };
  if (waiting !== undefined && waiting.reason !== "" && waiting.reason !== "PodInitializing") return { ...counted, reason: `Init:${waiting.reason}` };
  return { ...counted, reason: `Init:${at}/${pod.spec.initContainers?.length ?? statuses.length}` };
}

function running(pod: Pod, start: Summary): Summary {
  let summary = start;
  let runs = false;
  for (const status of [...(pod.status?.containerStatuses ?? [])].reverse()) {
    summary = countRestarts(summary, status);
    const { waiting, terminated, running: now } = status.state;
    if (waiting?.reason) summary = { ...summary, reason: waiting.reason };
    else if (terminated !== undefined) summary = { ...summary, reason: endReason(terminated) };
    else if (status.ready && now !== undefined) {
      runs = true;
      summary = { ...summary, ready: summary.ready + 1 };
    }
  }
  if (summary.reason !== "Completed" || !runs) return summary;
  return { ...summary, reason: conditionOf(pod, "Ready")?.status === "True" ? "Running" : "NotReady" };
}

function countRestarts(summary: Summary, status: ContainerStatus): Summary {
  const ended = status.lastState?.terminated?.finishedAt ?? "";
  return { ...summary, restarts: summary.restarts + status.restartCount, lastRestart: [ended, summary.lastRestart].sort().at(-1)! };
}

function endReason(terminated: { readonly reason?: string; readonly signal?: number; readonly exitCode: number }): string {
  if (terminated.reason) return terminated.reason;
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
}

function conditionOf(pod: Pod, type: string): Condition | undefined {
  return pod.status?.conditions?.find((condition) => condition.type === type);
}
