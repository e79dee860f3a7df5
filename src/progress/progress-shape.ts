/** Reads a progress file's text strictly: what does not fit is broken, what is newer is not ours to touch. Written out, because every start reads it. */
import type { LabProgress, Progress } from "./progress.ts";

export type ReadProgress =
  | { readonly status: "read"; readonly progress: Progress }
  | { readonly status: "newer"; readonly formatVersion: number }
  | { readonly status: "broken" };

export function readProgressText(text: string): ReadProgress {
  const document = parsed(text);
  if (!isRecord(document)) return { status: "broken" };
  const { formatVersion } = document;
  if (typeof formatVersion === "number" && formatVersion > 1) return { status: "newer", formatVersion };
  return isProgress(document) ? { status: "read", progress: document } : { status: "broken" };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isProgress(value: unknown): value is Progress {
  return (
    isRecord(value) &&
    value.formatVersion === 1 &&
    (value.cluster === undefined || isCluster(value.cluster)) &&
    (value.lab === undefined || isText(value.lab)) &&
    isMapOf(value.clusters, isLabs)
  );
}

function isCluster(value: unknown): value is Progress["cluster"] {
  return isRecord(value) && ["practice", "minikube", "kubeconfig"].includes(String(value.kind)) && isText(value.name) && isText(value.namespace);
}

function isLabs(value: unknown): value is Progress["clusters"][string] {
  return isMapOf(value, isLab);
}

function isLab(value: unknown): value is LabProgress {
  return (
    isRecord(value) &&
    isMapOf(value.marks, isNumber) &&
    isMapOf(value.answers, isText) &&
    isMapOf(value.hints, isNumber) &&
    (value.hinted === undefined || isMapOf(value.hinted, isHinted)) &&
    isMapOf(value.solutions, isNumber) &&
    (value.step === undefined || isText(value.step))
  );
}

function isHinted(value: unknown): boolean {
  return isRecord(value) && isText(value.about) && isNumber(value.shown);
}

function isMapOf(value: unknown, fits: (each: unknown) => boolean): boolean {
  return isRecord(value) && Object.values(value).every(fits);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
