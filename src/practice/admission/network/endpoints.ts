import { type FieldErrors, required } from "../field/errors.ts";
import { dnsLabel, dnsSubdomain, ipAddress, portNumber } from "../field/formats.ts";
import { type Fields, fill, items, number, text } from "../field/json-fields.ts";
import type { KindRules } from "../kind-rules.ts";
import { refusals } from "../meta/labels.ts";
import { objectMetaErrors, objectMetaUpdateErrors } from "../meta/object-meta.ts";
import { specialAddressErrors } from "../service/validate-addresses.ts";
import { protocolErrors } from "../service/validate-ports.ts";

export const endpointsRules: KindRules = {
  defaults: (endpoints) => {
    for (const subset of items(endpoints, "subsets")) for (const port of items(subset, "ports")) fill(port, "protocol", "TCP");
  },
  createErrors: (endpoints) => [...objectMetaErrors(endpoints, { namespaced: true, name: dnsSubdomain }), ...subsetErrors(endpoints)],
  updateErrors: (endpoints, previous) => [...objectMetaUpdateErrors(endpoints, previous), ...subsetErrors(endpoints)],
};

function subsetErrors(endpoints: Fields): FieldErrors {
  return items(endpoints, "subsets").flatMap((subset, index) => {
    const at = `subsets[${index}]`;
    const ready = items(subset, "addresses");
    const other = items(subset, "notReadyAddresses");
    const ports = items(subset, "ports");
    return [
      ...(ready.length === 0 && other.length === 0 ? [required(at, "must specify `addresses` or `notReadyAddresses`")] : []),
      ...ready.flatMap((each, place) => addressErrors(each, `${at}.addresses[${place}]`)),
      ...other.flatMap((each, place) => addressErrors(each, `${at}.notReadyAddresses[${place}]`)),
      ...ports.flatMap((port, place) => portErrors(port, `${at}.ports[${place}]`, ports.length > 1)),
    ];
  });
}

function addressErrors(address: Fields, at: string): FieldErrors {
  const ip = text(address, "ip");
  const malformed = refusals(`${at}.ip`, ip, ipAddress(ip));
  return malformed.length > 0 ? malformed : specialAddressErrors(ip, `${at}.ip`);
}

function portErrors(port: Fields, at: string, nameRequired: boolean): FieldErrors {
  const name = text(port, "name");
  return [
    ...(name === "" ? (nameRequired ? [required(`${at}.name`)] : []) : refusals(`${at}.name`, name, dnsLabel(name))),
    ...refusals(`${at}.port`, number(port, "port"), portNumber(number(port, "port"))),
    ...protocolErrors(port, at),
  ];
}
