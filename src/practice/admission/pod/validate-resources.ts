import { type FieldErrors, invalid, required } from "../field/errors.ts";
import { qualified } from "../field/formats.ts";
import { type Fields, textMap } from "../field/json-fields.ts";
import { refusals } from "../meta/labels.ts";
import { readQuantity } from "../quantity/quantity.ts";

const standard = ["cpu", "memory", "ephemeral-storage"];

export function resourceErrors(resources: Fields | undefined, at: string): FieldErrors {
  const limits = textMap(resources, "limits");
  const requests = textMap(resources, "requests");
  return [
    ...amountErrors(limits, `${at}.limits`),
    ...Object.keys(requests)
      .sort()
      .flatMap((name) => [...amountErrors({ [name]: requests[name]! }, `${at}.requests`), ...aboveLimit(name, requests[name]!, limits[name], at)]),
  ];
}

function amountErrors(amounts: Readonly<Record<string, string>>, at: string): FieldErrors {
  return Object.keys(amounts)
    .sort()
    .flatMap((name) => [
      ...nameErrors(name, `${at}[${name}]`, at),
      ...negativeErrors(amounts[name]!, `${at}[${name}]`),
      ...wholeErrors(name, amounts[name]!, `${at}[${name}]`),
    ]);
}

function nameErrors(name: string, at: string, owner: string): FieldErrors {
  const malformed = refusals(owner, name, qualified(name));
  if (malformed.length > 0) return malformed;
  const isStandard = standard.includes(name) || name.startsWith("hugepages-") || name.includes("/");
  return isStandard
    ? []
    : [invalid(at, name, "must be a standard resource type or fully qualified"), invalid(at, name, "must be a standard resource for containers")];
}

function negativeErrors(amount: string, at: string): FieldErrors {
  return amountOf(amount) < 0 ? [invalid(at, amount, "must be greater than or equal to 0")] : [];
}

/** Devices come in whole numbers. */
function wholeErrors(name: string, amount: string, at: string): FieldErrors {
  return isExtended(name) && !Number.isInteger(amountOf(amount)) ? [invalid(at, amount, "must be an integer")] : [];
}

function isExtended(name: string): boolean {
  return name.includes("/") && !name.includes("kubernetes.io/");
}

function aboveLimit(name: string, request: string, limit: string | undefined, at: string): FieldErrors {
  if (limit === undefined) {
    const cannotOvercommit = name.startsWith("hugepages-") || isExtended(name);
    return cannotOvercommit ? [required(`${at}.limits`, `Limit must be set for non overcommitable resources`)] : [];
  }
  return amountOf(request) > amountOf(limit) ? [invalid(`${at}.requests`, request, `must be less than or equal to ${name} limit of ${limit}`)] : [];
}

function amountOf(amount: string): number {
  const read = readQuantity(amount);
  return read.status === "quantity" ? read.amount : 0;
}
