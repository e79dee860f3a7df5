import { type Fields, part, textMap } from "../field/json-fields.ts";
import type { KindRules } from "../kind-rules.ts";
import { defaultPod } from "./defaults.ts";
import { addPriority } from "./priority.ts";
import { qualityOf } from "./quality.ts";
import { addNodeTolerations, addServiceAccount } from "./service-account.ts";
import { podErrors, podUpdateErrors } from "./validate.ts";
import { warnOfContainers } from "./warnings.ts";

export const podRules: KindRules = {
  defaults: defaultPod,
  prepareCreate: (pod, context) => {
    addPriority(pod);
    if (!isMirror(pod)) addServiceAccount(pod, context);
    addNodeTolerations(pod);
    pod.status = { phase: "Pending", qosClass: qualityOf(part(pod, "spec") ?? {}) };
  },
  createErrors: podErrors,
  updateErrors: podUpdateErrors,
  warn: (pod: Fields, context) => warnOfContainers(part(pod, "spec") ?? {}, "spec", context),
  counts: "generation",
};

/** A static pod as the API shows it: the node's own, without an account. */
function isMirror(pod: Fields): boolean {
  return "kubernetes.io/config.mirror" in textMap(part(pod, "metadata"), "annotations");
}
