import type { Lab, Step, StepProse } from "../../grader/model.ts";
import type { ClusterKind } from "../cluster/driver.ts";

/** The lab with what is typed and said on this kind of cluster: minikube and practice have a minikube command, others haven't. */
export function labOn(kind: ClusterKind, lab: Lab): Lab {
  return kind === "kubeconfig" ? { ...lab, steps: lab.steps.map(stepElsewhere) } : lab;
}

function stepElsewhere(step: Step): Step {
  // A file that no command there is about isn't worked on there.
  const files = step.elsewhere === undefined ? step.files : step.files.filter((file) => step.elsewhere?.some((command) => command.includes(file)));
  return { ...step, files, type: step.elsewhere ?? step.type, prose: { ko: proseElsewhere(step.prose.ko), en: proseElsewhere(step.prose.en) } };
}

function proseElsewhere({ elsewhere, ...prose }: StepProse): StepProse {
  if (elsewhere === undefined) return prose;
  const [first, second, third] = elsewhere.hints;
  return {
    text: elsewhere.text ?? prose.text,
    task: elsewhere.task ?? prose.task,
    hints: [first || prose.hints[0], second || prose.hints[1], third || prose.hints[2]],
    why: elsewhere.why ?? prose.why,
  };
}
