import type { KubeObject } from "../../objects.ts";
import { formatLabels, formatSelector } from "../selectors/format.ts";
import { columns, nameColumn, none, type Printer } from "./column.ts";
import { ageOf } from "./duration.ts";
import { containersOf, countAt, objectAt } from "./fields.ts";

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
