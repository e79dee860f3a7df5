/** Where two ways of writing mean the same: a selector by expressions, a targetPort by name. */
import { environmentOf, takesFromElsewhere } from "../environment.ts";
import { isRecord, labelsOf, listOf, pick } from "../json.ts";
import { demandedLabels, holdsLabels } from "../labels.ts";
import type { Meaning } from "../match.ts";
import type { KubeObject } from "../model.ts";
import { templateLabels } from "../pods.ts";
import type { View } from "../view.ts";
import { selectedPods, selectorOf } from "./selector.ts";
import { resolveTargetPort } from "./target-port.ts";

export function meaningOf(view: View, live: KubeObject): Meaning {
  return (place) => {
    if (live.kind !== "Service" && place.path === "spec.selector.matchLabels") return isDemanded(live, place.wanted);
    if (live.kind === "Service" && /^spec\.ports\[\d+\]\.targetPort$/.test(place.path)) return isTarget(view, live, place);
    if (live.kind === "Service" && /^spec\.ports\[\d+\]\.protocol$/.test(place.path)) return (place.live ?? "TCP") === place.wanted;
    if (/^spec\.template\.spec\.containers\[\d+\]\.env$/.test(place.path)) return isEnvironment(view, live, place);
    if (place.path === "spec.replicas") return (place.live ?? 1) === place.wanted;
    return undefined;
  };
}

function isDemanded(live: KubeObject, wanted: unknown): boolean | undefined {
  return isRecord(wanted) && holdsLabels(demandedLabels(pick(live, "spec", "selector")), labelsOf(wanted)) ? true : undefined;
}

/** By the values that the container is given, from wherever; what can't be read is left to the requests. */
function isEnvironment(view: View, live: KubeObject, { wanted, parent }: Parameters<Meaning>[0]): boolean | undefined {
  if (!takesFromElsewhere(parent)) return undefined;
  const given = environmentOf(parent, view.objects("ConfigMap", live.metadata.namespace));
  const isGiven = (variable: unknown): boolean => {
    const name = String(pick(variable, "name"));
    const [seen, value] = [given.get(name), pick(variable, "value")];
    return given.has(name) && (seen === undefined || value === undefined || seen === String(value));
  };
  return listOf(wanted).every(isGiven) ? true : undefined;
}

/** By the port that it comes to on the pods; where none runs yet, on the templates that the selector would find. */
function isTarget(view: View, service: KubeObject, place: Parameters<Meaning>[0]): boolean | undefined {
  const written = place.live ?? pick(place.parent, "port");
  if (String(written) === String(place.wanted)) return true;
  const target = typeof written === "string" ? written : typeof place.wanted === "string" ? place.wanted : undefined;
  if (target === undefined) return undefined;
  const other = target === written ? place.wanted : written;
  const pods = selectedPods(view, service).map((pod) => pick(pod, "spec"));
  const templates = view
    .objects("Deployment", service.metadata.namespace)
    .filter((deployment) => holdsLabels(templateLabels(deployment), selectorOf(service)))
    .map((deployment) => pick(deployment, "spec", "template", "spec"));
  const specs = pods.length > 0 ? pods : templates;
  return specs.length > 0 && listOf(specs).every((spec) => String(resolveTargetPort(target, spec)) === String(other)) ? true : undefined;
}
