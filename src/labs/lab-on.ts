import type { Lab } from "../../grader/model.ts";
import type { ClusterKind } from "../cluster/driver.ts";

/** The lab with what is typed on this kind of cluster: minikube and practice have a minikube command, others haven't. */
export function labOn(kind: ClusterKind, lab: Lab): Lab {
  if (kind !== "kubeconfig") return lab;
  return { ...lab, steps: lab.steps.map((step) => (step.elsewhere === undefined ? step : { ...step, type: step.elsewhere })) };
}
