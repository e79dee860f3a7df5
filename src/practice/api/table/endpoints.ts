import type { EndpointSlice } from "../../objects.ts";
import { columns, nameColumn, none, type Printer } from "./column.ts";
import { ageOf } from "./duration.ts";
import { listAt, shortened, textAt } from "./fields.ts";

const unset = "<unset>";

export const endpoints: Printer = {
  columns: [nameColumn, ...columns("Endpoints", "Age")],
  cells(object, now) {
    const subsets = listAt(object, "subsets");
    const addresses = subsets.flatMap((subset) => {
      const ips = listAt(subset, "addresses").map((address) => textAt(address, "ip"));
      const ports = listAt(subset, "ports").map((port) => textAt(port, "port"));
      return ports.length === 0 ? ips : ports.flatMap((port) => ips.map((ip) => `${ip}:${port}`));
    });
    return [object.metadata.name, subsets.length === 0 ? none : shortened(addresses), ageOf(object.metadata.creationTimestamp, now)];
  },
};

export const endpointSlices: Printer = {
  columns: [nameColumn, ...columns("AddressType", "Ports", "Endpoints", "Age")],
  cells(object, now) {
    const slice = object as EndpointSlice;
    const ports = (slice.ports ?? []).map(({ port }) => (port === undefined ? "*" : String(port)));
    const addresses = (slice.endpoints ?? []).flatMap((endpoint) => endpoint.addresses);
    return [slice.metadata.name, slice.addressType, shortened(ports) || unset, shortened(addresses) || unset, ageOf(slice.metadata.creationTimestamp, now)];
  },
};
