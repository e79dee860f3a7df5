/** Names of Go types, as encoding/json's errors tell them. */
import type { Schema } from "../schema.ts";

/** Fields of a named string type; the schema knows only that they are strings. */
const namedStrings: Readonly<Record<string, string>> = {
  "ServiceSpec.type": "ServiceType",
  "ServiceSpec.sessionAffinity": "ServiceAffinity",
  "ServiceSpec.externalTrafficPolicy": "ServiceExternalTrafficPolicy",
  "ServiceSpec.internalTrafficPolicy": "ServiceInternalTrafficPolicy",
  "ServiceSpec.ipFamilyPolicy": "IPFamilyPolicy",
  "ServiceSpec.ipFamilies": "IPFamily",
  "ServicePort.protocol": "Protocol",
  "ContainerPort.protocol": "Protocol",
  "EndpointPort.protocol": "Protocol",
  "Container.imagePullPolicy": "PullPolicy",
  "Container.terminationMessagePolicy": "TerminationMessagePolicy",
  "PodSpec.restartPolicy": "RestartPolicy",
  "PodSpec.dnsPolicy": "DNSPolicy",
  "PodSpec.preemptionPolicy": "PreemptionPolicy",
  "HTTPGetAction.scheme": "URIScheme",
  "DeploymentStrategy.type": "DeploymentStrategyType",
  "LabelSelectorRequirement.operator": "LabelSelectorOperator",
  "Secret.type": "SecretType",
  "Toleration.effect": "TaintEffect",
  "Toleration.operator": "TolerationOperator",
  "NamespaceSpec.finalizers": "FinalizerName",
  "PodStatus.phase": "PodPhase",
  "NamespaceStatus.phase": "NamespacePhase",
  "EndpointSlice.addressType": "AddressType",
  "VolumeMount.mountPropagation": "MountPropagationMode",
};

/** The type a value of that schema has in Go; field is "Owner.field", for the types that only the field tells. */
export function goType(schema: Schema, field: string): string {
  const own = namedGoType(schema);
  if (own !== undefined) return own;
  switch (schema.type) {
    case "array":
      return `[]${goType(schema.items ?? {}, field)}`;
    case "object":
      return `map[string]${goType(schema.additionalProperties ?? {}, field)}`;
    case "string":
      return stringType(schema, field);
    case "integer":
      return schema.format ?? "int64";
    case "number":
      return "float64";
    case "boolean":
      return "bool";
    default:
      return "interface {}";
  }
}

function stringType(schema: Schema, field: string): string {
  const named = namedStrings[field];
  if (named !== undefined) return `v1.${named}`;
  return schema.format === "byte" ? "[]uint8" : field === "ObjectMeta.uid" || field === "OwnerReference.uid" ? "types.UID" : "string";
}

function namedGoType(schema: Schema): string | undefined {
  if (schema.name === undefined) return undefined;
  if (schema.name === "IntOrString") return "intstr.IntOrString";
  if (schema.name === "Quantity") return "resource.Quantity";
  return `v1.${schema.name}`;
}
