/** A Service that an earlier lab made and that has gone: it can be made again. What the lab itself teaches to write is not written here. */
import type { Finding } from "../finding.ts";
import { applyAll } from "../fix.ts";
import { pick } from "../json.ts";
import { holdsLabels, type Labels } from "../labels.ts";
import type { ObjectName } from "../model.ts";
import { templateLabels } from "../pods.ts";
import type { View } from "../view.ts";
import { knownPorts } from "./target-port.ts";

export function remade(view: View, wanted: ObjectName): Pick<Finding, "fix"> {
  if (wanted.kind !== "Service" || view.intent.wantsOf("Service", wanted.name).length > 0) return {};
  const labels = view.intent.podsOf(wanted.name) ?? namesakeLabels(view, wanted.name);
  const maker = labels && view.objects("Deployment").find((deployment) => holdsLabels(templateLabels(deployment), labels));
  const [port] = knownPorts(pick(maker, "spec", "template", "spec"));
  if (labels === undefined || port === undefined) return {};
  const nodePort = view.intent.nodePortOf(wanted.name);
  const spec = {
    ...(nodePort === undefined ? {} : { type: "NodePort" }),
    ports: [{ port, ...(nodePort === undefined ? {} : { nodePort }) }],
    selector: labels,
  };
  return { fix: applyAll(view.namespace, [{ apiVersion: "v1", kind: "Service", metadata: { name: wanted.name }, spec }]) };
}

function namesakeLabels(view: View, name: string): Labels | undefined {
  const deployment = view.find("Deployment", name);
  return deployment && templateLabels(deployment);
}
