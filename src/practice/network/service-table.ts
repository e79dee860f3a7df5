import type { EndpointSlice, Service, ServicePort } from "../objects.ts";
import type { Registry } from "../registry.ts";

/** Where a request to a Service may go: one address and port of one endpoint. */
export interface Backend {
  readonly address: string;
  readonly port: number;
  readonly nodeName: string | undefined;
  readonly hostname: string | undefined;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
}

export interface ServiceTarget {
  readonly service: Service;
  readonly port: ServicePort;
  /** Came in by node port or load balancer, so externalTrafficPolicy applies. */
  readonly external: boolean;
}

/** What kube-proxy and CoreDNS know: all Services with their EndpointSlices, kept in step with the registry. */
export interface ServiceTable {
  service(namespace: string, name: string): Service | undefined;
  services(): Iterable<Service>;
  backends(service: Service, portName: string): readonly Backend[];
  /** All addresses of a Service's slices, once each, whatever their ports. */
  endpoints(service: Service): readonly Backend[];
  /** The Service that owns this address and port: a ClusterIP, an ingress IP or an external IP. */
  findByAddress(address: string, port: number): ServiceTarget | undefined;
  /** Some Service owns the address, on whatever port. */
  hasAddress(address: string): boolean;
  findByNodePort(nodePort: number): ServiceTarget | undefined;
  stop(): void;
}

export function createServiceTable(registry: Registry, onChange: () => void): ServiceTable {
  const services = new Map<string, Service>();
  const slices = new Map<string, Map<string, EndpointSlice>>();

  const putSlice = (slice: EndpointSlice, isGone: boolean): void => {
    const owner = slice.metadata.labels?.["kubernetes.io/service-name"];
    if (owner === undefined) return;
    const key = `${slice.metadata.namespace}/${owner}`;
    const own = slices.get(key) ?? new Map<string, EndpointSlice>();
    if (isGone) own.delete(slice.metadata.name);
    else own.set(slice.metadata.name, slice);
    if (own.size === 0) slices.delete(key);
    else slices.set(key, own);
  };
  for (const service of registry.list<Service>("v1/services")) services.set(keyOf(service), service);
  for (const slice of registry.list<EndpointSlice>("discovery.k8s.io/v1/endpointslices")) putSlice(slice, false);
  const stops = [
    registry.watch<Service>("v1/services", ({ type, object }) => {
      if (type === "DELETED") services.delete(keyOf(object));
      else services.set(keyOf(object), object);
      onChange();
    }),
    registry.watch<EndpointSlice>("discovery.k8s.io/v1/endpointslices", ({ type, object, previous }) => {
      if (previous !== undefined) putSlice(previous, true);
      putSlice(object, type === "DELETED");
      onChange();
    }),
  ];

  const slicesOf = (service: Service): readonly EndpointSlice[] => [...(slices.get(keyOf(service))?.values() ?? [])];
  return {
    service: (namespace, name) => services.get(`${namespace}/${name}`),
    services: () => services.values(),
    backends: (service, portName) => slicesOf(service).flatMap((slice) => backendsOf(slice, portName)),
    endpoints: (service) => uniqueByAddress(slicesOf(service).flatMap((slice) => endpointsOf(slice, 0))),
    findByAddress(address, port) {
      for (const service of services.values()) {
        const kind = addressKind(service, address);
        const found = kind === undefined ? undefined : tcpPorts(service).find((each) => each.port === port);
        if (kind !== undefined && found !== undefined) return { service, port: found, external: kind === "external" };
      }
      return undefined;
    },
    hasAddress: (address) => [...services.values()].some((service) => addressKind(service, address) !== undefined),
    findByNodePort(nodePort) {
      for (const service of services.values()) {
        const found = tcpPorts(service).find((each) => each.nodePort === nodePort);
        if (found !== undefined && hasNodePorts(service)) return { service, port: found, external: true };
      }
      return undefined;
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

export function hasNodePorts(service: Service): boolean {
  return service.spec.type === "NodePort" || service.spec.type === "LoadBalancer";
}

export function tcpPorts(service: Service): readonly ServicePort[] {
  return (service.spec.ports ?? []).filter((port) => (port.protocol ?? "TCP") === "TCP");
}

export function ingressAddresses(service: Service): readonly string[] {
  if (service.spec.type !== "LoadBalancer") return [];
  return (service.status?.loadBalancer?.ingress ?? []).flatMap(({ ip, ipMode }) => (ip === undefined || ipMode === "Proxy" ? [] : [ip]));
}

export function isHeadless(service: Service): boolean {
  return service.spec.clusterIP === "None";
}

function addressKind(service: Service, address: string): "cluster" | "external" | undefined {
  if (service.spec.type === "ExternalName") return undefined;
  if (service.spec.clusterIP === address) return "cluster";
  const externalIPs = service.spec.externalIPs as readonly string[] | undefined;
  if (ingressAddresses(service).includes(address) || externalIPs?.includes(address)) return "external";
  return undefined;
}

function backendsOf(slice: EndpointSlice, portName: string): readonly Backend[] {
  const port = slice.ports?.find((each) => (each.name ?? "") === portName && (each.protocol ?? "TCP") === "TCP")?.port;
  return port === undefined ? [] : endpointsOf(slice, port);
}

function endpointsOf(slice: EndpointSlice, port: number): readonly Backend[] {
  return (slice.endpoints ?? []).flatMap((endpoint) =>
    endpoint.addresses.map((address) => ({
      address,
      port,
      nodeName: endpoint.nodeName,
      hostname: (endpoint as { readonly hostname?: string }).hostname,
      ready: endpoint.conditions?.ready !== false,
      serving: endpoint.conditions?.serving ?? endpoint.conditions?.ready !== false,
      terminating: endpoint.conditions?.terminating === true,
    })),
  );
}

function uniqueByAddress(backends: readonly Backend[]): readonly Backend[] {
  return [...new Map(backends.map((backend) => [backend.address, backend])).values()];
}

function keyOf(service: Service): string {
  return `${service.metadata.namespace}/${service.metadata.name}`;
}
