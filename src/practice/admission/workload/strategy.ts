import { type FieldErrors, forbidden, invalid, required } from "../field/errors.ts";
import { type Fields, fill, madePart, part, text } from "../field/json-fields.ts";
import { choiceErrors } from "../meta/object-meta.ts";

export function defaultStrategy(spec: Fields): void {
  const strategy = madePart(spec, "strategy");
  fill(strategy, "type", "RollingUpdate");
  if (text(strategy, "type") !== "RollingUpdate") return;
  const rolling = madePart(strategy, "rollingUpdate");
  fill(rolling, "maxUnavailable", "25%");
  fill(rolling, "maxSurge", "25%");
}

export function strategyErrors(spec: Fields): FieldErrors {
  const at = "spec.strategy";
  const strategy = part(spec, "strategy") ?? {};
  const rolling = part(strategy, "rollingUpdate");
  if (text(strategy, "type") === "Recreate") {
    return rolling === undefined ? [] : [forbidden(`${at}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")];
  }
  const wrongType = choiceErrors(`${at}.type`, text(strategy, "type"), ["Recreate", "RollingUpdate"]);
  if (wrongType.length > 0) return wrongType;
  return rolling === undefined ? [required(`${at}.rollingUpdate`, "this should be defaulted and never be nil")] : rollingErrors(rolling, `${at}.rollingUpdate`);
}

export function rollingErrors(rolling: Fields, at: string): FieldErrors {
  const { maxUnavailable, maxSurge } = rolling;
  const both = amountOf(maxUnavailable) === 0 && amountOf(maxSurge) === 0;
  return [
    ...amountErrors(maxUnavailable, `${at}.maxUnavailable`),
    ...amountErrors(maxSurge, `${at}.maxSurge`),
    ...(both ? [invalid(`${at}.maxUnavailable`, maxUnavailable, "may not be 0 when `maxSurge` is 0")] : []),
    ...(isPercentage(maxUnavailable) && amountOf(maxUnavailable) > 100
      ? [invalid(`${at}.maxUnavailable`, maxUnavailable, "must not be greater than 100%")]
      : []),
  ];
}

function amountErrors(value: unknown, at: string): FieldErrors {
  if (typeof value === "number") return value >= 0 ? [] : [invalid(at, value, "must be greater than or equal to 0")];
  if (isPercentage(value)) return [];
  return [
    invalid(
      at,
      value,
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
    ),
  ];
}

function isPercentage(value: unknown): value is string {
  return typeof value === "string" && /^[0-9]+%$/.test(value);
}

function amountOf(value: unknown): number {
  return typeof value === "number" ? value : Number.parseInt(String(value), 10);
}
