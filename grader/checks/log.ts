/** Every ready pod of a Deployment has written a line that holds a text. */
import { type CheckKind, type Judgement, walkReads } from "../check-kind.ts";
import { explainAbsence } from "../explain/absence.ts";
import { explainProcess } from "../explain/process.ts";
import { explainWorkload } from "../explain/workload.ts";
import type { KubeObject, LogCheck } from "../model.ts";
import { isReady, newestPodsOf } from "../pods.ts";
import { programOf } from "../program.ts";
import type { View } from "../view.ts";

export const logCheck: CheckKind<LogCheck> = {
  reads: () => walkReads,
  probes: (check, view) =>
    readyPods(check, view).map((pod) => ({
      kind: "logs",
      id: `${check.id}#${pod.metadata.name}`,
      namespace: pod.metadata.namespace ?? view.namespace,
      pod: pod.metadata.name,
      container: programOf(view, check.deployment, pod)?.name ?? "",
      previous: false,
      tailLines: 5,
      holds: check.holds,
    })),
  judge: judgeLog,
};

function judgeLog(check: LogCheck, view: View): Judgement {
  const deployment = view.find("Deployment", check.deployment);
  if (deployment === undefined) return [explainAbsence(view, { kind: "Deployment", name: check.deployment })];
  const workload = explainWorkload(view, deployment, 1);
  if (workload !== undefined) return [workload];
  for (const pod of readyPods(check, view)) {
    const result = view.probe(`${check.id}#${pod.metadata.name}`);
    if (result?.kind === "unavailable") return [result.trouble];
    if (result?.kind !== "logs") return [{ code: "cancelled", detail: "not asked" }];
    if (result.lines.some((line) => line.includes(check.holds))) continue;
    const object = { kind: "Pod", namespace: pod.metadata.namespace ?? view.namespace, name: pod.metadata.name };
    return [explainProcess(view, pod) ?? { code: "log-missing", object, seen: result.lines.at(-1) ?? null, wanted: check.holds }];
  }
  return [];
}

function readyPods(check: LogCheck, view: View): readonly KubeObject[] {
  const deployment = view.find("Deployment", check.deployment);
  return deployment === undefined ? [] : newestPodsOf(view, deployment).filter(isReady);
}
