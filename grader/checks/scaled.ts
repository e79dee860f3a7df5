/** A Deployment has this many replicas, or had them: its ReplicaSet's events tell. */
import type { CheckKind } from "../check-kind.ts";
import { explainAbsence } from "../explain/absence.ts";
import { nameOf } from "../explain/cause.ts";
import { kubectl } from "../fix.ts";
import { pick, textOf } from "../json.ts";
import type { ScaledCheck } from "../model.ts";
import { replicasOf } from "../pods.ts";
import type { View } from "../view.ts";

export const scaledCheck: CheckKind<ScaledCheck> = {
  reads: () => ["Deployment", "Event"],
  judge: (check, view) => {
    const deployment = view.find("Deployment", check.object.name, check.object.namespace);
    if (deployment === undefined) return [explainAbsence(view, check.object)];
    const seen = replicasOf(deployment);
    if (seen === check.to || wasScaled(view, check, deployment.metadata.uid)) return [];
    const command = kubectl(deployment.metadata.namespace, "scale", `deployment/${deployment.metadata.name}`, `--replicas=${check.to}`);
    return [{ code: "not-scaled", object: nameOf(deployment), path: "spec.replicas", seen, wanted: check.to, fix: { command } }];
  },
};

/** "Scaled up replica set redis-5cb78b9855 from 1 to 2", of this very Deployment and not of a namesake before it. */
function wasScaled(view: View, check: ScaledCheck, uid: string | undefined): boolean {
  return view.objects("Event", check.object.namespace).some((event) => {
    const about = pick(event, "involvedObject") ?? pick(event, "regarding");
    const message = textOf(pick(event, "message")) ?? textOf(pick(event, "note")) ?? "";
    const isSame =
      pick(about, "kind") === "Deployment" && pick(about, "name") === check.object.name && (uid === undefined || (pick(about, "uid") ?? uid) === uid);
    return isSame && pick(event, "reason") === "ScalingReplicaSet" && new RegExp(`^Scaled up .*\\bto ${check.to}$`).test(message.trim());
  });
}
