/** The address families of a Service, on a cluster that has IPv4 alone. */
import { type FieldErrors, invalid } from "../field/errors.ts";
import { isIpv4 } from "../field/formats.ts";
import { type Fields, fill, hasAny, text, texts } from "../field/json-fields.ts";
import { isHeadless, needsClusterIp } from "./needs.ts";

const own = "IPv4";

export function familyOf(address: string): string {
  return isIpv4(address) ? "IPv4" : "IPv6";
}

/** Fills in what the manifest leaves open, or says why the cluster can't give what it asks for. Changes the spec. */
export function settleIpFamilies(spec: Fields): FieldErrors {
  if (!needsClusterIp(spec)) return [];
  const mayHaveAny = isHeadless(spec) && !hasAny(spec.selector);
  fill(spec, "ipFamilyPolicy", mayHaveAny ? "RequireDualStack" : "SingleStack");
  const wrong = [...policyErrors(spec), ...inferFromAddresses(spec)];
  if (wrong.length > 0) return wrong;
  if (mayHaveAny) {
    settleAnyFamily(spec);
    return [];
  }
  const lacking = lackingErrors(spec);
  if (lacking.length === 0 && !hasAny(spec.ipFamilies)) spec.ipFamilies = [own];
  return lacking;
}

function policyErrors(spec: Fields): FieldErrors {
  const policy = text(spec, "ipFamilyPolicy");
  const several = (field: string, what: string): FieldErrors =>
    policy === "SingleStack" && texts(spec, field).length === 2
      ? [invalid("spec.ipFamilyPolicy", policy, `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`)]
      : [];
  return [...several("clusterIPs", "cluster IPs"), ...several("ipFamilies", "IP families")];
}

/** An address that is asked for tells its family. */
function inferFromAddresses(spec: Fields): FieldErrors {
  const addresses = isHeadless(spec) ? [] : texts(spec, "clusterIPs");
  const unnamed = addresses.slice(texts(spec, "ipFamilies").length);
  const errors = unnamed.flatMap((address) =>
    familyOf(address) === own
      ? []
      : [invalid(`spec.clusterIPs[${addresses.indexOf(address)}]`, addresses, `${familyOf(address)} is not configured on this cluster`)],
  );
  if (errors.length === 0 && unnamed.length > 0) spec.ipFamilies = [...texts(spec, "ipFamilies"), ...unnamed.map(familyOf)];
  return errors;
}

/** A headless Service without a selector has its endpoints made by hand: of both families, unless it says otherwise. */
function settleAnyFamily(spec: Fields): void {
  const [first = own, ...rest] = texts(spec, "ipFamilies");
  const isSingle = rest.length > 0 || text(spec, "ipFamilyPolicy") === "SingleStack";
  spec.ipFamilies = isSingle ? [first, ...rest] : [first, first === "IPv4" ? "IPv6" : "IPv4"];
}

function lackingErrors(spec: Fields): FieldErrors {
  const policy = text(spec, "ipFamilyPolicy");
  return [
    ...(policy === "RequireDualStack" ? [invalid("spec.ipFamilyPolicy", policy, "this cluster is not configured for dual-stack services")] : []),
    ...texts(spec, "ipFamilies").flatMap((family, index) =>
      family === own ? [] : [invalid(`spec.ipFamilies[${index}]`, family, "not configured on this cluster")],
    ),
  ];
}
