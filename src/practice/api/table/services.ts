import type { Service } from "../../objects.ts";
import { formatLabels } from "../selectors/format.ts";
import { columns, nameColumn, none, type Printer } from "./column.ts";
import { ageOf } from "./duration.ts";

export const services: Printer = {
  columns: [nameColumn, ...columns("Type", "Cluster-IP", "External-IP", "Port(s)", "Age", "+Selector")],
  cells(object, now) {
    const service = object as Service;
    const ports = (service.spec.ports ?? []).map(({ port, nodePort, protocol = "TCP" }) =>
      nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
    );
    return [
      service.metadata.name,
      service.spec.type ?? "ClusterIP",
      service.spec.clusterIPs?.[0] || service.spec.clusterIP || none,
      externalAddress(service),
      ports.join(",") || none,
      ageOf(service.metadata.creationTimestamp, now),
      formatLabels(service.spec.selector) || none,
    ];
  },
};

function externalAddress(service: Service): string {
  const external = (service.spec.externalIPs ?? []) as readonly string[];
  switch (service.spec.type) {
    case "ExternalName":
      return service.spec.externalName ?? "";
    case "LoadBalancer": {
      const given = (service.status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? "");
      return [...given, ...external].join(",") || "<pending>";
    }
  }
  return external.join(",") || none;
}
