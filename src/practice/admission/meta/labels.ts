import { type FieldError, type FieldErrors, invalid, required } from "../field/errors.ts";
import { labelValueReasons, qualified, type Reasons } from "../field/formats.ts";
import { type Fields, hasAny, items, text, textMap, texts } from "../field/json-fields.ts";

/** Labels and flat selectors: the errors name the whole map, as upstream's do. In the order of the keys. */
export function labelErrors(labels: Readonly<Record<string, string>>, path: string): FieldErrors {
  return Object.keys(labels)
    .sort()
    .flatMap((key) => [...refusals(path, key, qualified(key)), ...refusals(path, labels[key]!, labelValueReasons(labels[key]!))]);
}

/** A whole annotation map may hold 256 KiB. */
export function annotationErrors(annotations: Readonly<Record<string, string>>, path: string): FieldErrors {
  const keys = Object.keys(annotations).sort();
  const size = keys.reduce((sum, key) => sum + Buffer.byteLength(key) + Buffer.byteLength(annotations[key]!), 0);
  const limit = 256 * 1024;
  return [
    ...keys.flatMap((key) => refusals(path, key, qualified(key.toLowerCase()))),
    ...(size > limit ? [{ field: path, reason: "FieldValueTooLong" as const, body: `Too long: may not be more than ${limit} bytes` }] : []),
  ];
}

export function labelSelectorErrors(selector: Fields | undefined, path: string): FieldErrors {
  if (selector === undefined) return [];
  return [
    ...labelErrors(textMap(selector, "matchLabels"), `${path}.matchLabels`),
    ...items(selector, "matchExpressions").flatMap((each, index) => requirementErrors(each, `${path}.matchExpressions[${index}]`)),
  ];
}

function requirementErrors(requirement: Fields, path: string): FieldErrors {
  const key = text(requirement, "key");
  return [
    ...operatorErrors(requirement, path),
    ...refusals(`${path}.key`, key, qualified(key)),
    ...texts(requirement, "values").flatMap((value, index) => refusals(`${path}.values[${index}]`, value, labelValueReasons(value))),
  ];
}

function operatorErrors(requirement: Fields, path: string): FieldErrors {
  const operator = text(requirement, "operator");
  switch (operator) {
    case "In":
    case "NotIn":
      return hasAny(requirement.values) ? [] : [required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
    case "Exists":
    case "DoesNotExist":
      return hasAny(requirement.values)
        ? [{ field: `${path}.values`, reason: "FieldValueForbidden", body: "Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'" }]
        : [];
    default:
      return [invalid(`${path}.operator`, operator, "not a valid selector operator")];
  }
}

export function refusals(path: string, value: unknown, reasons: Reasons): readonly FieldError[] {
  return reasons.map((reason) => invalid(path, value, reason));
}
