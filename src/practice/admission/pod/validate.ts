import { equalValues } from "../field/equal.ts";
import { type FieldErrors, forbidden, invalid } from "../field/errors.ts";
import { dnsSubdomain } from "../field/formats.ts";
import { type Fields, items, part, text } from "../field/json-fields.ts";
import { objectMetaErrors, objectMetaUpdateErrors } from "../meta/object-meta.ts";
import { podSpecErrors } from "./validate-spec.ts";

export function podErrors(pod: Fields): FieldErrors {
  const spec = part(pod, "spec") ?? {};
  return [...objectMetaErrors(pod, { namespaced: true, name: dnsSubdomain }), ...podSpecErrors(spec, "spec"), ...spacedImageErrors(spec)];
}

function spacedImageErrors(spec: Fields): FieldErrors {
  return ["containers", "initContainers"].flatMap((list) =>
    items(spec, list).flatMap((container, index) => {
      const image = text(container, "image");
      return image === image.trim() ? [] : [invalid(`spec.${list}[${index}].image`, image, "must not have leading or trailing whitespace")];
    }),
  );
}

const mutable =
  "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

export function podUpdateErrors(pod: Fields, previous: Fields): FieldErrors {
  const spec = part(pod, "spec") ?? {};
  const before = part(previous, "spec") ?? {};
  const errors = [...objectMetaUpdateErrors(pod, previous), ...podSpecErrors(spec, "spec")];
  const counts = ["containers", "initContainers"].flatMap((list) =>
    items(spec, list).length === items(before, list).length ? [] : [forbidden(`spec.${list}`, "pod updates may not add or remove containers")],
  );
  if (errors.length + counts.length > 0) return [...errors, ...counts];
  const difference = fixedDifference(fixedParts(before), fixedParts(spec));
  return difference === undefined ? [] : [forbidden("spec", `${mutable}\n${difference}`)];
}

/** The spec without what may change. */
function fixedParts(spec: Fields): Fields {
  const { activeDeadlineSeconds: _deadline, tolerations: _tolerations, ...rest } = spec;
  const withoutImages = (list: string): Fields[] => items(spec, list).map(({ image: _image, ...container }) => container);
  return { ...rest, containers: withoutImages("containers"), initContainers: withoutImages("initContainers") };
}

/** The fields that differ, in the manner of a diff. */
function fixedDifference(before: Fields, after: Fields): string | undefined {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().filter((name) => !equalValues(before[name], after[name]));
  if (names.length === 0) return undefined;
  const lines = names.flatMap((name) => [
    `-  ${JSON.stringify(name)}: ${JSON.stringify(before[name] ?? null)}`,
    `+  ${JSON.stringify(name)}: ${JSON.stringify(after[name] ?? null)}`,
  ]);
  return `${lines.join("\n")}\n`;
}
