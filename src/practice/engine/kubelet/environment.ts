import type { ContainerSpec, EnvVar, KubeObject, Pod, Service } from "../../objects.ts";
import type { Registry } from "../../registry.ts";
import { expand } from "./expansion.ts";
import { fieldOf, resourceOf } from "./fields.ts";
import { linkedServices, serviceVariables } from "./service-links.ts";

type Variables = Readonly<Record<string, string>>;

export type Environment =
  | { readonly status: "built"; readonly variables: Variables }
  /** CreateContainerConfigError, with the kubelet's text. */
  | { readonly status: "missing"; readonly message: string };

interface WithData extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** The variables of a container that starts now. */
export function buildEnvironment(registry: Registry, pod: Pod, container: ContainerSpec): Environment {
  const { namespace = "default", name } = pod.metadata;
  const linked = linkedServices(registry.list<Service>("v1/services"), { namespace, enableServiceLinks: pod.spec.enableServiceLinks !== false });
  const services = serviceVariables(linked);
  try {
    const own: Record<string, string> = {};
    for (const source of container.envFrom ?? []) Object.assign(own, fromSource(registry, namespace, source));
    for (const variable of container.env ?? []) {
      const value = variableValue({ registry, pod, container: container.name }, variable, { ...services, ...own });
      if (value !== undefined) own[variable.name] = value;
    }
    return { status: "built", variables: { HOSTNAME: pod.spec.hostname ?? name, ...services, ...own } };
  } catch (error) {
    if (error instanceof MissingReference) return { status: "missing", message: error.message };
    throw error;
  }
}

class MissingReference extends Error {}

interface Asking {
  readonly registry: Registry;
  readonly pod: Pod;
  readonly container: string;
}

function variableValue({ registry, pod, container }: Asking, { value = "", valueFrom }: EnvVar, known: Variables): string | undefined {
  const namespace = pod.metadata.namespace ?? "default";
  if (valueFrom?.fieldRef !== undefined) return fieldOf(pod, valueFrom.fieldRef.fieldPath);
  if (valueFrom?.configMapKeyRef !== undefined)
    return keyOf(readData(registry, "configmap", namespace, valueFrom.configMapKeyRef), "ConfigMap", namespace, valueFrom.configMapKeyRef);
  if (valueFrom?.secretKeyRef !== undefined)
    return keyOf(readData(registry, "secret", namespace, valueFrom.secretKeyRef), "Secret", namespace, valueFrom.secretKeyRef);
  if (valueFrom?.resourceFieldRef !== undefined) return resourceOf(pod, valueFrom.resourceFieldRef, container);
  return expand(value, known);
}

function fromSource(registry: Registry, namespace: string, source: NonNullable<ContainerSpec["envFrom"]>[number]): Variables {
  const found = source.configMapRef
    ? readData(registry, "configmap", namespace, source.configMapRef)
    : source.secretRef && readData(registry, "secret", namespace, source.secretRef);
  return Object.fromEntries(Object.entries(found ?? {}).map(([key, value]) => [`${source.prefix ?? ""}${key}`, value]));
}

interface Reference {
  readonly name: string;
  readonly key?: string;
  readonly optional?: boolean;
}

function keyOf(data: Variables | undefined, kind: string, namespace: string, { name, key = "", optional }: Reference): string | undefined {
  const value = data?.[key];
  if (value === undefined && !optional) throw new MissingReference(`couldn't find key ${key} in ${kind} ${namespace}/${name}`);
  return value;
}

function readData(registry: Registry, kind: "configmap" | "secret", namespace: string, { name, optional }: Reference): Variables | undefined {
  const found = registry.get<WithData>({ resource: kind === "configmap" ? "v1/configmaps" : "v1/secrets", namespace, name });
  if (found === undefined && !optional) throw new MissingReference(`${kind} "${name}" not found`);
  if (found === undefined || kind === "configmap") return found === undefined ? undefined : (found.data ?? {});
  return Object.fromEntries(Object.entries(found.data ?? {}).map(([key, value]) => [key, Buffer.from(value, "base64").toString()]));
}
