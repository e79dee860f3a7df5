import { type FieldErrors, invalid, notSupported, required } from "../field/errors.ts";
import { configMapKey, dnsSubdomain, environmentName } from "../field/formats.ts";
import { type Fields, items, part, text } from "../field/json-fields.ts";
import { refusals } from "../meta/labels.ts";

const fieldPaths = [
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs",
];
/** Fields of a pod that there are, but not for its variables. */
const otherFieldPaths = ["metadata.annotations", "metadata.labels", "spec.restartPolicy", "spec.schedulerName", "status.phase"];
const resources = ["limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"];
const sources = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"];

export function environmentErrors(container: Fields, at: string): FieldErrors {
  return [
    ...items(container, "env").flatMap((variable, index) => variableErrors(variable, `${at}.env[${index}]`)),
    ...items(container, "envFrom").flatMap((source, index) => envFromErrors(source, `${at}.envFrom[${index}]`)),
  ];
}

function variableErrors(variable: Fields, at: string): FieldErrors {
  const name = text(variable, "name");
  return [...(name === "" ? [required(`${at}.name`)] : refusals(`${at}.name`, name, environmentName(name))), ...sourceErrors(variable, `${at}.valueFrom`)];
}

function sourceErrors(variable: Fields, at: string): FieldErrors {
  const source = part(variable, "valueFrom");
  if (source === undefined) return [];
  const count = sources.filter((each) => part(source, each) !== undefined).length;
  return [
    ...fieldRefErrors(part(source, "fieldRef"), `${at}.fieldRef`, fieldPaths),
    ...resourceRefErrors(part(source, "resourceFieldRef"), `${at}.resourceFieldRef`),
    ...keyRefErrors(part(source, "configMapKeyRef"), `${at}.configMapKeyRef`),
    ...keyRefErrors(part(source, "secretKeyRef"), `${at}.secretKeyRef`),
    ...(count === 0
      ? [invalid(at, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`")]
      : text(variable, "value") !== ""
        ? [invalid(at, "", "may not be specified when `value` is not empty")]
        : count > 1
          ? [invalid(at, "", "may not have more than one field specified at a time")]
          : []),
  ];
}

function fieldRefErrors(reference: Fields | undefined, at: string, supported: readonly string[]): FieldErrors {
  if (reference === undefined) return [];
  const path = text(reference, "fieldPath");
  if (path === "") return [required(`${at}.fieldPath`)];
  const isSubscripted = /^metadata\.(labels|annotations)\['[^']+'\]$/.test(path);
  if (isSubscripted || supported.includes(path)) return [];
  const isKnown = otherFieldPaths.includes(path);
  return [
    isKnown
      ? notSupported(`${at}.fieldPath`, path, supported)
      : invalid(`${at}.fieldPath`, path, `error converting fieldPath: field label not supported: ${path}`),
  ];
}

function resourceRefErrors(reference: Fields | undefined, at: string): FieldErrors {
  if (reference === undefined) return [];
  const resource = text(reference, "resource");
  if (resource === "") return [required(`${at}.resource`)];
  return resources.includes(resource) ? [] : [notSupported(`${at}.resource`, resource, resources)];
}

function keyRefErrors(reference: Fields | undefined, at: string): FieldErrors {
  if (reference === undefined) return [];
  const key = text(reference, "key");
  return [
    ...(text(reference, "name") === "" ? [required(`${at}.name`)] : []),
    ...(key === "" ? [required(`${at}.key`)] : refusals(`${at}.key`, key, configMapKey(key))),
  ];
}

function envFromErrors(source: Fields, at: string): FieldErrors {
  const prefix = text(source, "prefix");
  const count = ["configMapRef", "secretRef"].filter((each) => part(source, each) !== undefined).length;
  return [
    ...(prefix === "" ? [] : refusals(`${at}.prefix`, prefix, environmentName(prefix))),
    ...["configMapRef", "secretRef"].flatMap((each) => {
      const reference = part(source, each);
      if (reference === undefined) return [];
      const name = text(reference, "name");
      return name === "" ? [required(`${at}.${each}.name`)] : refusals(`${at}.${each}.name`, name, dnsSubdomain(name));
    }),
    ...(count === 0
      ? [invalid(at, "", "must specify one of: `configMapRef` or `secretRef`")]
      : count > 1
        ? [invalid(at, "", "may not have more than one field specified at a time")]
        : []),
  ];
}
