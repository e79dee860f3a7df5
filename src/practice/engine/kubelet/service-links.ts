import type { Service } from "../../objects.ts";

type Variables = Readonly<Record<string, string>>;

/** The variables by which a container finds the Services that were there when it started (pkg/kubelet/envvars). */
export function serviceVariables(services: readonly Service[]): Variables {
  return Object.assign({}, ...services.filter(hasClusterIP).map(variablesOf));
}

/** Those whose variables a pod gets: of its own namespace unless it wants none, and always the API server's. */
export function linkedServices(services: readonly Service[], pod: { readonly namespace: string; readonly enableServiceLinks: boolean }): readonly Service[] {
  const own = pod.enableServiceLinks ? services.filter((service) => service.metadata.namespace === pod.namespace) : [];
  const isShadowed = own.some((service) => service.metadata.name === "kubernetes");
  const api = services.filter((service) => service.metadata.namespace === "default" && service.metadata.name === "kubernetes");
  return isShadowed ? own : [...own, ...api];
}

function hasClusterIP({ spec }: Service): boolean {
  return spec.type !== "ExternalName" && spec.clusterIP !== undefined && spec.clusterIP !== "" && spec.clusterIP !== "None" && (spec.ports ?? []).length > 0;
}

function variablesOf({ metadata, spec }: Service): Variables {
  const prefix = variableName(metadata.name);
  const host = spec.clusterIP ?? "";
  const ports = spec.ports ?? [];
  const first = ports[0]!;
  const variables: Record<string, string> = { [`${prefix}_SERVICE_HOST`]: host, [`${prefix}_SERVICE_PORT`]: String(first.port) };
  for (const { name, port } of ports) if (name) variables[`${prefix}_SERVICE_PORT_${variableName(name)}`] = String(port);
  for (const { port, protocol = "TCP" } of ports) {
    const url = `${protocol.toLowerCase()}://${host}:${port}`;
    const each = `${prefix}_PORT_${port}_${protocol}`;
    variables[`${prefix}_PORT`] ??= url;
    variables[each] = url;
    variables[`${each}_PROTO`] = protocol.toLowerCase();
    variables[`${each}_PORT`] = String(port);
    variables[`${each}_ADDR`] = host;
  }
  return variables;
}

function variableName(name: string): string {
  return name.toUpperCase().replaceAll("-", "_");
}
