/** A pod that asks another DNS than the cluster's: no name of a Service means anything to it. */
import type { Finding } from "../finding.ts";
import { jsonPatch, mergePatch } from "../fix.ts";
import { keysOf, listOf, pick, textOf } from "../json.ts";
import type { KubeObject } from "../model.ts";
import { nameOf } from "./cause.ts";
import { pointerTo } from "./image.ts";

/** By dnsPolicy and hostNetwork (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy). undefined: it asks the cluster's. */
export function explainNames(owner: KubeObject): Finding | undefined {
  const path = owner.kind === "Pod" ? "spec" : "spec.template.spec";
  const spec = pick(owner, ...keysOf(path));
  const policy = textOf(pick(spec, "dnsPolicy")) ?? "ClusterFirst";
  if (listOf(pick(spec, "dnsConfig", "nameservers")).length > 0) return undefined;
  if (policy === "Default" || policy === "None") {
    const wanted = "ClusterFirst";
    const fix = owner.kind === "Pod" ? {} : { fix: mergePatch(owner, { spec: { template: { spec: { dnsPolicy: wanted } } } }) };
    return { code: "dns-policy", object: nameOf(owner), path: `${path}.dnsPolicy`, seen: policy, wanted, ...fix };
  }
  if (policy !== "ClusterFirst" || pick(spec, "hostNetwork") !== true) return undefined;
  const at = `${path}.hostNetwork`;
  const fix = owner.kind === "Pod" ? {} : { fix: jsonPatch(owner, { op: "remove", path: pointerTo(at) }) };
  return { code: "dns-policy", object: nameOf(owner), path: at, seen: true, ...fix };
}
