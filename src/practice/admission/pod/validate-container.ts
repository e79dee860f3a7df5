import { duplicate, type FieldErrors, required } from "../field/errors.ts";
import { dnsLabel, portName, portNumber } from "../field/formats.ts";
import { type Fields, items, number, part, text } from "../field/json-fields.ts";
import { refusals } from "../meta/labels.ts";
import { choiceErrors } from "../meta/object-meta.ts";
import { protocolErrors } from "../service/validate-ports.ts";
import { environmentErrors } from "./validate-environment.ts";
import { lifecycleErrors, probeErrors } from "./validate-probes.ts";
import { resourceErrors } from "./validate-resources.ts";
import { containerSecurityErrors } from "./validate-security.ts";
import { mountErrors } from "./validate-volumes.ts";

export interface PodParts {
  readonly volumes: ReadonlySet<string>;
}

export function containersErrors(containers: readonly Fields[], path: string, parts: PodParts): FieldErrors {
  if (containers.length === 0) return [required(path)];
  return [
    ...namedOnce(containers, path, (container, at) => [...containerErrors(container, at, parts), ...probesErrors(container, at)], new Set()),
    ...hostPortErrors(containers, path),
  ];
}

export function initContainersErrors(spec: Fields, path: string, parts: PodParts): FieldErrors {
  const taken = new Set(items(spec, "containers").map((each) => text(each, "name")));
  return namedOnce(items(spec, "initContainers"), path, (container, at) => containerErrors(container, at, parts), taken);
}

function namedOnce(containers: readonly Fields[], path: string, errorsOf: (container: Fields, at: string) => FieldErrors, taken: Set<string>): FieldErrors {
  return containers.flatMap((container, index) => {
    const at = `${path}[${index}]`;
    const name = text(container, "name");
    const isTwice = name !== "" && taken.has(name);
    taken.add(name);
    const errors = errorsOf(container, at);
    return isTwice ? [...errors, duplicate(`${at}.name`, name)] : errors;
  });
}

function containerErrors(container: Fields, at: string, parts: PodParts): FieldErrors {
  const name = text(container, "name");
  return [
    ...(name === "" ? [required(`${at}.name`)] : refusals(`${at}.name`, name, dnsLabel(name))),
    ...(text(container, "image") === "" ? [required(`${at}.image`)] : []),
    ...choiceErrors(`${at}.terminationMessagePolicy`, text(container, "terminationMessagePolicy"), ["FallbackToLogsOnError", "File"]),
    ...portErrors(items(container, "ports"), `${at}.ports`),
    ...environmentErrors(container, at),
    ...mountErrors(items(container, "volumeMounts"), `${at}.volumeMounts`, parts.volumes),
    ...choiceErrors(`${at}.imagePullPolicy`, text(container, "imagePullPolicy"), ["Always", "IfNotPresent", "Never"]),
    ...resourceErrors(part(container, "resources"), `${at}.resources`),
    ...containerSecurityErrors(container, `${at}.securityContext`),
  ];
}

function probesErrors(container: Fields, at: string): FieldErrors {
  return [
    ...lifecycleErrors(part(container, "lifecycle"), `${at}.lifecycle`),
    ...probeErrors(part(container, "livenessProbe"), `${at}.livenessProbe`, "once"),
    ...probeErrors(part(container, "readinessProbe"), `${at}.readinessProbe`, "any"),
    ...probeErrors(part(container, "startupProbe"), `${at}.startupProbe`, "once"),
  ];
}

function portErrors(ports: readonly Fields[], path: string): FieldErrors {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const at = `${path}[${index}]`;
    const name = text(port, "name");
    const wrongName = name === "" ? [] : refusals(`${at}.name`, name, portName(name));
    const isTwice = name !== "" && wrongName.length === 0 && names.has(name);
    names.add(name);
    const own = number(port, "containerPort");
    const host = number(port, "hostPort");
    return [
      ...wrongName,
      ...(isTwice ? [duplicate(`${at}.name`, name)] : []),
      ...(own === 0 ? [required(`${at}.containerPort`)] : refusals(`${at}.containerPort`, own, portNumber(own))),
      ...(host === 0 ? [] : refusals(`${at}.hostPort`, host, portNumber(host))),
      ...protocolErrors(port, at),
    ];
  });
}

function hostPortErrors(containers: readonly Fields[], path: string): FieldErrors {
  const taken = new Set<string>();
  return containers.flatMap((container, index) =>
    items(container, "ports").flatMap((port, place) => {
      if (number(port, "hostPort") === 0) return [];
      const key = `${text(port, "protocol")}/${text(port, "hostIP")}/${number(port, "hostPort")}`;
      const isTwice = taken.has(key);
      taken.add(key);
      return isTwice ? [duplicate(`${path}[${index}].ports[${place}].hostPort`, key)] : [];
    }),
  );
}
