/** All that can be wrong. A code names one cause; grader/messages gives each its words. */
import type { FindingBase, LocalizedText } from "./model.ts";

/** The object isn't what or where it should be. */
const existenceCodes = [
  "missing",
  "near-name",
  "other-namespace",
  "other-kind",
  "not-applied",
  "edited-not-applied",
  "selector-immutable",
  "being-deleted",
  "unwanted",
] as const;

/** A learner's manifest can't be what was meant. */
const manifestCodes = [
  "manifest-tab",
  "manifest-odd-sign",
  "manifest-syntax",
  "manifest-unfinished",
  "manifest-separator",
  "manifest-required",
  "manifest-kind",
  "manifest-other-kind",
  "manifest-api-version",
  "manifest-namespace",
  "manifest-wrong-level",
  "manifest-unknown-field",
  "manifest-type",
  "manifest-value",
  "manifest-labels-differ",
  "manifest-node-port-type",
  "manifest-node-port-range",
  "manifest-rejected",
  "node-port-taken",
] as const;

/** A field of a live object isn't what is wanted. */
export const fieldCodes = ["field-differs", "field-missing", "image-differs", "container-name", "labels-differ", "env-missing", "env-differs"] as const;

/** A workload has no ready pods, or not the right ones. */
const workloadCodes = [
  "scaled-to-zero",
  "too-few-pods",
  "rollout-paused",
  "pods-not-created",
  "image-look-alike",
  "image-name-invalid",
  "image-not-found",
  "crash-redis-port",
  "crash",
  "command-not-found",
  "command-overridden",
  "config-missing",
  "container-refused",
  "hook-fails",
  "volume-fails",
  "unschedulable",
  "scheduler-unknown",
  "node-unknown",
  "readiness-gate",
  "probe-fails",
  "probe-kills",
  "init-waits",
  "starting",
  "rolling-out",
] as const;

/** The Service doesn't lead to the right pods and port. */
const serviceCodes = [
  "type-wrong",
  "headless",
  "node-port-wrong",
  "port-wrong",
  "protocol-wrong",
  "selector-missing",
  "selector-matches-nothing",
  "selector-too-broad",
  "selector-other-pods",
  "stranger-pods",
  "endpoints-pending",
  "endpoints-by-hand",
  "target-port-wrong",
  "target-port-name",
  "container-port-wrong",
  "session-affinity",
  "balancer-absent",
  "pool-empty",
  "pool-exhausted",
  "address-pending",
  "balancer-address",
  "balancer-class",
] as const;

/** What the process behind it all says. */
const processCodes = [
  "env-host-unknown",
  "env-port-wrong",
  "dns-policy",
  "not-answering",
  "answer-differs",
  "backends-missed",
  "count-stands-still",
  "redis-reply-differs",
  "name-unresolved",
  "name-elsewhere",
  "log-missing",
  "not-scaled",
  "ask-unanswered",
  "ask-wrong",
  "ask-other-address",
] as const;

export const findingCodes = [...existenceCodes, ...manifestCodes, ...fieldCodes, ...workloadCodes, ...serviceCodes, ...processCodes] as const;

export type FindingCode = (typeof findingCodes)[number];

export interface Finding extends FindingBase {
  readonly code: FindingCode;
  /** The lab's own words for a wrong answer to its question. */
  readonly why?: LocalizedText | undefined;
}

/** How far a finding is from being the cause of others: a mistake 0, something not done yet 1, something under way 2, a symptom or an open question 3. */
export function distanceFromCause(code: FindingCode): 0 | 1 | 2 | 3 {
  if (notDone.has(code)) return 1;
  if (underWay.has(code)) return 2;
  return symptoms.has(code) ? 3 : 0;
}

const notDone: ReadonlySet<FindingCode> = new Set(["missing", "not-applied", "manifest-unfinished", "not-scaled", "balancer-absent", "pool-empty"]);
const underWay: ReadonlySet<FindingCode> = new Set(["starting", "init-waits", "rolling-out", "endpoints-pending", "address-pending", "balancer-class"]);
const symptoms: ReadonlySet<FindingCode> = new Set([
  "not-answering",
  "answer-differs",
  "backends-missed",
  "count-stands-still",
  "redis-reply-differs",
  "name-unresolved",
  "log-missing",
  "ask-unanswered",
  "ask-wrong",
  "ask-other-address",
]);
