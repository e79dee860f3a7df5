import type { Service } from "../objects.ts";
import { isLoopback } from "./addresses.ts";
import type { HostPort } from "./host-ports.ts";
import { hasNodePorts, ingressAddresses, tcpPorts } from "./service-table.ts";

/** Which ports of the host Services open: node ports on every node, their own ports on the addresses a load balancer gave them. */
export function wantedHostPorts(services: readonly Service[], nodeAddresses: readonly string[]): readonly HostPort[] {
  const hosts = nodeAddresses.filter(isLoopback);
  return services.flatMap((service) =>
    tcpPorts(service).flatMap((port) => {
      const target = { service, port, external: true };
      const { nodePort } = port;
      const onNodes = nodePort && hasNodePorts(service) ? hosts.map((address) => ({ address, port: nodePort, target })) : [];
      const onIngress = ingressAddresses(service).filter((address) => address.startsWith("127."));
      return [...onNodes, ...onIngress.map((address) => ({ address, port: port.port, target }))];
    }),
  );
}
