import type { KubeObject } from "../../objects.ts";
import { formatLabels, formatSelector } from "../selectors/format.ts";
import { columns, nameColumn, none, type Printer } from "./column.ts";
import { ageOf, humanDuration } from "./duration.ts";
import { containersOf, countAt, listAt, objectAt, textAt } from "./fields.ts";

const wide = ["+Containers", "+Images", "+Selector"];

function born(object: KubeObject, now: number): string {
  return ageOf(object.metadata.creationTimestamp, now);
}

/** Containers, images and selector of a workload. */
function details(object: KubeObject): readonly string[] {
  const selector = objectAt(object, "spec").selector;
  return [...containersOf(object, "spec", "template", "spec"), formatSelector(selector) || none];
}

export const deployments: Printer = {
  columns: [nameColumn, ...columns("Ready", "Up-to-date", "Available", "Age", ...wide)],
  cells: (object, now) => [
    object.metadata.name,
    `${countAt(object, "status", "readyReplicas")}/${countAt(object, "spec", "replicas")}`,
    countAt(object, "status", "updatedReplicas"),
    countAt(object, "status", "availableReplicas"),
    born(object, now),
    ...details(object),
  ],
};

/** ReplicaSets and ReplicationControllers. */
export const replicaSets: Printer = {
  columns: [nameColumn, ...columns("#Desired", "#Current", "#Ready", "Age", ...wide)],
  cells: (object, now) => [
    object.metadata.name,
    countAt(object, "spec", "replicas"),
    countAt(object, "status", "replicas"),
    countAt(object, "status", "readyReplicas"),
    born(object, now),
    ...details(object),
  ],
};

export const daemonSets: Printer = {
  columns: [nameColumn, ...columns("#Desired", "#Current", "#Ready", "#Up-to-date", "#Available", "Node Selector", "Age", ...wide)],
  cells: (object, now) => [
    object.metadata.name,
    countAt(object, "status", "desiredNumberScheduled"),
    countAt(object, "status", "currentNumberScheduled"),
    countAt(object, "status", "numberReady"),
    countAt(object, "status", "updatedNumberScheduled"),
    countAt(object, "status", "numberAvailable"),
    formatLabels(objectAt(object, "spec", "template", "spec", "nodeSelector")) || none,
    born(object, now),
    ...details(object),
  ],
};

export const statefulSets: Printer = {
  columns: [nameColumn, ...columns("Ready", "Age", "+Containers", "+Images")],
  cells: (object, now) => [
    object.metadata.name,
    `${countAt(object, "status", "readyReplicas")}/${countAt(object, "spec", "replicas")}`,
    born(object, now),
    ...containersOf(object, "spec", "template", "spec"),
  ],
};

export const jobs: Printer = {
  columns: [nameColumn, ...columns("Status", "Completions", "Duration", "Age", ...wide)],
  cells: (object, now) => {
    const started = Date.parse(textAt(object, "status", "startTime"));
    const ended = Date.parse(textAt(object, "status", "completionTime"));
    const conditions = listAt(object, "status", "conditions").filter((condition) => condition.status === "True");
    const status = ["Complete", "Failed", "Suspended"].find((type) => conditions.some((condition) => condition.type === type)) ?? "Running";
    const wanted = objectAt(object, "spec").completions;
    return [
      object.metadata.name,
      status,
      `${countAt(object, "status", "succeeded")}/${typeof wanted === "number" ? wanted : `1 of ${countAt(object, "spec", "parallelism")}`}`,
      Number.isNaN(started) ? "" : humanDuration((Number.isNaN(ended) ? now : ended) - started),
      born(object, now),
      ...details(object),
    ];
  },
};

export const cronJobs: Printer = {
  columns: [nameColumn, ...columns("Schedule", "Timezone", "Suspend", "#Active", "Last Schedule", "Age", ...wide)],
  cells: (object, now) => {
    const last = textAt(object, "status", "lastScheduleTime");
    return [
      object.metadata.name,
      textAt(object, "spec", "schedule"),
      textAt(object, "spec", "timeZone") || none,
      objectAt(object, "spec").suspend === true ? "True" : "False",
      listAt(object, "status", "active").length,
      last === "" ? none : ageOf(last, now),
      born(object, now),
      ...containersOf(object, "spec", "jobTemplate", "spec", "template", "spec"),
      none,
    ];
  },
};

export const autoscalers: Printer = {
  columns: [nameColumn, ...columns("Reference", "Targets", "MinPods", "MaxPods", "#Replicas", "Age")],
  cells: (object, now) => [
    object.metadata.name,
    `${textAt(object, "spec", "scaleTargetRef", "kind")}/${textAt(object, "spec", "scaleTargetRef", "name")}`,
    "<unknown>",
    textAt(object, "spec", "minReplicas") || "<unset>",
    countAt(object, "spec", "maxReplicas"),
    countAt(object, "status", "currentReplicas"),
    born(object, now),
  ],
};
