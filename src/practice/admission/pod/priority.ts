/** What the Priority admission plugin adds to a new pod. Changes the pod. */
import { ApiError } from "../../api-error.ts";
import { type Fields, fill, madePart, part, text } from "../field/json-fields.ts";

/** The classes that every cluster has; more can't be made here. */
const classes: Readonly<Record<string, number>> = { "system-cluster-critical": 2_000_000_000, "system-node-critical": 2_000_001_000 };

/** Throws ApiError Forbidden when the pod names a class that is not there. */
export function addPriority(pod: Fields): void {
  const spec = madePart(pod, "spec");
  const name = text(spec, "priorityClassName");
  const priority = name === "" ? 0 : classes[name];
  if (priority === undefined) {
    const pods = text(part(pod, "metadata"), "name");
    const message = `pods "${pods}" is forbidden: no PriorityClass with name ${name} was found`;
    throw new ApiError({ code: 403, reason: "Forbidden", message, details: { name: pods, kind: "pods" } });
  }
  spec.priority = priority;
  fill(spec, "preemptionPolicy", "PreemptLowerPriority");
}
