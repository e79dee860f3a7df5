import { duplicate, type FieldErrors, forbidden, invalid, notSupported, required } from "../field/errors.ts";
import { ipAddress } from "../field/formats.ts";
import { type Fields, hasAny, text, texts } from "../field/json-fields.ts";
import { refusals } from "../meta/labels.ts";
import { familyOf } from "./ip-families.ts";
import { isHeadless, needsClusterIp } from "./needs.ts";

const policies = ["PreferDualStack", "RequireDualStack", "SingleStack"];
const families = ["IPv4", "IPv6"];

/** clusterIP, clusterIPs and the address families, as far as the cluster's own don't matter. */
export function clusterIpErrors(spec: Fields): FieldErrors {
  if (!needsClusterIp(spec)) return [];
  const malformed = malformedErrors(texts(spec, "clusterIPs"));
  return [...agreementErrors(spec), ...familyErrors(spec), ...malformed, ...(malformed.length === 0 ? combinationErrors(spec) : [])];
}

function agreementErrors(spec: Fields): FieldErrors {
  const addresses = texts(spec, "clusterIPs");
  const address = text(spec, "clusterIP");
  if (address === (addresses[0] ?? "")) return [];
  if (addresses.length === 0) return [required("spec.clusterIPs")];
  return [invalid("spec.clusterIPs", addresses, address === "" ? "must be empty when `clusterIP` is not specified" : "first value must match `clusterIP`")];
}

function familyErrors(spec: Fields): FieldErrors {
  const policy = text(spec, "ipFamilyPolicy");
  const asked = texts(spec, "ipFamilies");
  return [
    ...asked.flatMap((family, index) => [
      ...(families.includes(family) ? [] : [notSupported(`spec.ipFamilies[${index}]`, family, families)]),
      ...(asked.indexOf(family) < index ? [duplicate(`spec.ipFamilies[${index}]`, family)] : []),
    ]),
    ...(policy === "" || policies.includes(policy) ? [] : [notSupported("spec.ipFamilyPolicy", policy, policies)]),
  ];
}

function malformedErrors(addresses: readonly string[]): FieldErrors {
  return addresses.flatMap((each, index) => {
    if (each === "None" && index === 0) return addresses.length > 1 ? [invalid("spec.clusterIPs", addresses, "'None' must be the first and only value")] : [];
    return refusals(`spec.clusterIPs[${index}]`, each, ipAddress(each));
  });
}

function combinationErrors(spec: Fields): FieldErrors {
  const addresses = texts(spec, "clusterIPs");
  const asked = texts(spec, "ipFamilies");
  return [
    ...(addresses.length > 2 ? [invalid("spec.clusterIPs", addresses, "may only hold up to 2 values")] : []),
    ...(addresses.length > 1 && new Set(addresses.map(familyOf)).size < addresses.length
      ? [invalid("spec.clusterIPs", addresses, "may specify no more than one IP for each IP family")]
      : []),
    ...(isHeadless(spec) ? [] : addresses).flatMap((each, index) =>
      asked[index] === undefined || asked[index] === familyOf(each)
        ? []
        : [invalid(`spec.clusterIPs[${index}]`, each, `expected an ${asked[index]} value as indicated by \`ipFamilies[${index}]\``)],
    ),
  ];
}

/** An address once given stays, but for a change from or to ExternalName, or between headless Services. */
export function clusterIpChangeErrors(spec: Fields, before: Fields): FieldErrors {
  if (text(spec, "type") === "ExternalName" || text(before, "type") === "ExternalName" || (isHeadless(spec) && isHeadless(before))) return [];
  const now = texts(spec, "clusterIPs");
  const then = texts(before, "clusterIPs");
  if (now.length < then.length && now.length === 0) return [invalid("spec.clusterIPs[0]", now, "primary clusterIP can not be unset")];
  return then.flatMap((each, index) =>
    index < now.length && each !== now[index] ? [invalid(`spec.clusterIPs[${index}]`, now, "may not change once set")] : [],
  );
}

export function externalIpErrors(spec: Fields): FieldErrors {
  return texts(spec, "externalIPs").flatMap((address, index) => {
    const at = `spec.externalIPs[${index}]`;
    const malformed = refusals(at, address, ipAddress(address));
    return malformed.length > 0 ? malformed : specialAddressErrors(address, at);
  });
}

/** Addresses that can't be an endpoint or be routed to. */
export function specialAddressErrors(address: string, at: string): FieldErrors {
  const v4 = address.split(".").map(Number);
  if (address === "0.0.0.0" || address === "::") return [invalid(at, address, `may not be unspecified (${address})`)];
  if (v4[0] === 127 || address === "::1") return [invalid(at, address, "may not be in the loopback range (127.0.0.0/8, ::1/128)")];
  if (v4[0] === 169 && v4[1] === 254) return [invalid(at, address, "may not be in the link-local range (169.254.0.0/16, fe80::/10)")];
  if (v4[0] === 224 && v4[1] === 0 && v4[2] === 0) return [invalid(at, address, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)")];
  return [];
}

export function externalNameErrors(spec: Fields): FieldErrors {
  return (["clusterIPs", "ipFamilies", "ipFamilyPolicy"] as const).flatMap((field) =>
    hasAny(spec[field]) || text(spec, field) !== "" ? [forbidden(`spec.${field}`, "may not be set for ExternalName services")] : [],
  );
}
