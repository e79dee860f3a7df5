/** What a pod may be on its node: whose user, with which rights and ports. */
import { type FieldErrors, invalid, required } from "../field/errors.ts";
import { type Fields, items, number, part } from "../field/json-fields.ts";

const largestId = 2_147_483_647;

export function podSecurityErrors(spec: Fields, at: string): FieldErrors {
  return [...idErrors(part(spec, "securityContext"), ["runAsUser", "runAsGroup", "fsGroup"], `${at}.securityContext`), ...hostPortErrors(spec, at)];
}

export function containerSecurityErrors(container: Fields, at: string): FieldErrors {
  const context = part(container, "securityContext");
  const isContrary = context?.privileged === true && context.allowPrivilegeEscalation === false;
  return [
    ...idErrors(context, ["runAsUser", "runAsGroup"], at),
    ...(isContrary ? [invalid(at, context, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true")] : []),
  ];
}

function idErrors(context: Fields | undefined, fields: readonly string[], at: string): FieldErrors {
  return fields.flatMap((field) => {
    const id = context?.[field];
    return typeof id !== "number" || (id >= 0 && id <= largestId) ? [] : [invalid(`${at}.${field}`, id, `must be between 0 and ${largestId}, inclusive`)];
  });
}

/** On the node's own network a container's port is the node's. */
function hostPortErrors(spec: Fields, at: string): FieldErrors {
  if (spec.hostNetwork !== true) return [];
  return items(spec, "containers").flatMap((container, index) =>
    items(container, "ports").flatMap((port, place) =>
      number(port, "hostPort") === number(port, "containerPort")
        ? []
        : [
            invalid(
              `${at}.containers[${index}].ports[${place}].containerPort`,
              number(port, "containerPort"),
              "must match `hostPort` when `hostNetwork` is true",
            ),
          ],
    ),
  );
}

export function nodeAffinityErrors(spec: Fields, at: string): FieldErrors {
  const wanted = part(part(part(spec, "affinity"), "nodeAffinity"), "requiredDuringSchedulingIgnoredDuringExecution");
  const path = `${at}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
  return wanted === undefined || items(wanted, "nodeSelectorTerms").length > 0 ? [] : [required(path, "must have at least one node selector term")];
}
