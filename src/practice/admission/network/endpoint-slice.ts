import { type FieldErrors, invalid, required, tooMany } from "../field/errors.ts";
import { dnsLabel, dnsSubdomain, isIpv4, isIpv6, portNumber } from "../field/formats.ts";
import { type Fields, hasAny, items, number, text, texts } from "../field/json-fields.ts";
import type { KindRules } from "../kind-rules.ts";
import { refusals } from "../meta/labels.ts";
import { choiceErrors, objectMetaErrors, objectMetaUpdateErrors } from "../meta/object-meta.ts";
import { specialAddressErrors } from "../service/validate-addresses.ts";
import { protocolErrors } from "../service/validate-ports.ts";

/** Lists that are empty are written as null. */
export const endpointSliceRules: KindRules = {
  defaults: (slice) => {
    for (const port of items(slice, "ports")) {
      if (port.name === undefined) port.name = "";
      if (port.protocol === undefined) port.protocol = "TCP";
    }
    for (const list of ["endpoints", "ports"]) if (!hasAny(slice[list])) slice[list] = null;
  },
  createErrors: (slice) => [...objectMetaErrors(slice, { namespaced: true, name: dnsSubdomain }), ...sliceErrors(slice)],
  updateErrors: (slice, previous) => [
    ...objectMetaUpdateErrors(slice, previous),
    ...sliceErrors(slice),
    ...(text(slice, "addressType") === text(previous, "addressType") ? [] : [invalid("addressType", text(slice, "addressType"), "field is immutable")]),
  ],
  counts: "generation",
};

const maxEndpoints = 1000;
const maxPorts = 20_000;

function sliceErrors(slice: Fields): FieldErrors {
  const endpoints = items(slice, "endpoints");
  const ports = items(slice, "ports");
  const type = text(slice, "addressType");
  return [
    ...choiceErrors("addressType", type, ["FQDN", "IPv4", "IPv6"]),
    ...(endpoints.length > maxEndpoints ? [tooMany("endpoints", endpoints.length, maxEndpoints)] : []),
    ...endpoints.flatMap((endpoint, index) => endpointErrors(endpoint, `endpoints[${index}]`, type)),
    ...(ports.length > maxPorts ? [tooMany("ports", ports.length, maxPorts)] : []),
    ...portsErrors(ports),
  ];
}

function endpointErrors(endpoint: Fields, at: string, type: string): FieldErrors {
  const addresses = texts(endpoint, "addresses");
  if (addresses.length === 0) return [required(`${at}.addresses`, "must contain at least 1 address")];
  return addresses.flatMap((address, index) => addressErrors(address, `${at}.addresses[${index}]`, type));
}

function addressErrors(address: string, at: string, type: string): FieldErrors {
  switch (type) {
    case "IPv4":
      return isIpv4(address) ? specialAddressErrors(address, at) : [invalid(at, address, "must be an IPv4 address")];
    case "IPv6":
      return isIpv6(address) ? specialAddressErrors(address, at) : [invalid(at, address, "must be an IPv6 address")];
    default:
      return refusals(at, address, dnsSubdomain(address));
  }
}

function portsErrors(ports: readonly Fields[]): FieldErrors {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const at = `ports[${index}]`;
    const name = text(port, "name");
    const isTwice = names.has(name);
    names.add(name);
    return [
      ...(name === "" ? [] : refusals(`${at}.name`, name, dnsLabel(name))),
      ...(isTwice ? [{ field: `${at}.name`, reason: "FieldValueDuplicate" as const, body: `Duplicate value: ${JSON.stringify(name)}` }] : []),
      ...protocolErrors(port, at),
      ...(port.port === undefined ? [] : refusals(`${at}.port`, number(port, "port"), portNumber(number(port, "port")))),
    ];
  });
}
