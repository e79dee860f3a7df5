/** Why no pod carries the labels that are meant: the Deployment isn't there, has no pods, or writes other labels on them. */
import type { Finding } from "../finding.ts";
import { replaceWhole, setField } from "../fix.ts";
import { asJson, compareText, isRecord, pick } from "../json.ts";
import { holdsLabels, type Labels, selects } from "../labels.ts";
import type { Fix, Json, KubeObject } from "../model.ts";
import { templateLabels } from "../pods.ts";
import type { View } from "../view.ts";
import { explainAbsence } from "./absence.ts";
import { type Cause, nameOf } from "./cause.ts";
import { explainWorkload } from "./workload.ts";

export function explainLabels(view: View, meant: Labels): Cause | undefined {
  for (const name of [...view.intent.workloadsFor(meant)].sort(compareText)) {
    const deployment = view.find("Deployment", name);
    if (deployment === undefined) return explainAbsence(view, { kind: "Deployment", name });
    const labels = templateLabels(deployment);
    if (!holdsLabels(labels, meant)) return labelsDiffer(deployment, meant);
    const cause = explainWorkload(view, deployment, 1);
    if (cause !== undefined) return cause;
  }
  return undefined;
}

export function labelsDiffer(deployment: KubeObject, meant: Labels): Finding {
  return {
    code: "labels-differ",
    object: nameOf(deployment),
    path: "spec.template.metadata.labels",
    seen: templateLabels(deployment),
    wanted: meant,
    fix: setTemplateLabels(deployment, meant),
  };
}

/** As long as the selector still holds, a patch; else the selector must change too, and that takes a new object. */
function setTemplateLabels(deployment: KubeObject, meant: Labels): Fix {
  const labels = { ...templateLabels(deployment), ...meant };
  if (selects(pick(deployment, "spec", "selector"), labels)) return setField(deployment, ["spec", "template", "metadata", "labels"], asJson(meant)!);
  return replaceWhole(deployment, (plain) => {
    const spec = plain.spec as Record<string, Json>;
    const template = spec.template as Record<string, Json>;
    const metadata = isRecord(template.metadata) ? (template.metadata as Record<string, Json>) : {};
    spec.selector = { matchLabels: meant };
    spec.template = { ...template, metadata: { ...metadata, labels } };
  });
}
