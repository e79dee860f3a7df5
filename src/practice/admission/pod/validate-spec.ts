/** Whether a pod's spec is acceptable, in the order in which the API server finds fault. */
import { type FieldErrors, invalid, notSupported, required } from "../field/errors.ts";
import { dnsLabel, dnsSubdomain, qualified } from "../field/formats.ts";
import { type Fields, items, part, text, textMap } from "../field/json-fields.ts";
import { labelErrors, refusals } from "../meta/labels.ts";
import { choiceErrors } from "../meta/object-meta.ts";
import { containersErrors, initContainersErrors } from "./validate-container.ts";
import { nonNegativeErrors } from "./validate-probes.ts";
import { nodeAffinityErrors, podSecurityErrors } from "./validate-security.ts";
import { volumeErrors, volumeNames } from "./validate-volumes.ts";

export function podSpecErrors(spec: Fields, at: string): FieldErrors {
  const parts = { volumes: volumeNames(spec) };
  const grace = spec.terminationGracePeriodSeconds;
  return [
    ...volumeErrors(spec, `${at}.volumes`),
    ...containersErrors(items(spec, "containers"), `${at}.containers`, parts),
    ...initContainersErrors(spec, `${at}.initContainers`, parts),
    ...choiceErrors(`${at}.restartPolicy`, text(spec, "restartPolicy"), ["Always", "Never", "OnFailure"]),
    ...choiceErrors(`${at}.dnsPolicy`, text(spec, "dnsPolicy"), ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"]),
    ...labelErrors(textMap(spec, "nodeSelector"), `${at}.nodeSelector`),
    ...podSecurityErrors(spec, at),
    ...pullSecretErrors(spec, at),
    ...nodeAffinityErrors(spec, at),
    ...dnsConfigErrors(spec, at),
    ...nameErrors(spec, at),
    ...deadlineErrors(spec, at),
    ...hostnameErrors(spec, at),
    ...items(spec, "tolerations").flatMap((each, index) => tolerationErrors(each, `${at}.tolerations[${index}]`)),
    ...(typeof grace === "number" ? nonNegativeErrors(grace, `${at}.terminationGracePeriodSeconds`) : []),
  ];
}

function pullSecretErrors(spec: Fields, at: string): FieldErrors {
  return items(spec, "imagePullSecrets").flatMap((secret, index) => (text(secret, "name") === "" ? [required(`${at}.imagePullSecrets[${index}].name`)] : []));
}

function dnsConfigErrors(spec: Fields, at: string): FieldErrors {
  if (text(spec, "dnsPolicy") !== "None") return [];
  const servers = part(spec, "dnsConfig")?.nameservers;
  if (part(spec, "dnsConfig") === undefined) return [required(`${at}.dnsConfig`, "must provide `dnsConfig` when `dnsPolicy` is None")];
  return Array.isArray(servers) && servers.length > 0
    ? []
    : [required(`${at}.dnsConfig.nameservers`, "must provide at least one DNS nameserver when `dnsPolicy` is None")];
}

function nameErrors(spec: Fields, at: string): FieldErrors {
  return ["serviceAccountName", "nodeName"].flatMap((field) => {
    const name = text(spec, field);
    return name === "" ? [] : refusals(`${at}.${field}`, name, dnsSubdomain(name));
  });
}

function deadlineErrors(spec: Fields, at: string): FieldErrors {
  const deadline = spec.activeDeadlineSeconds;
  if (typeof deadline !== "number" || deadline >= 1) return [];
  return [invalid(`${at}.activeDeadlineSeconds`, deadline, "must be between 1 and 2147483647, inclusive")];
}

function hostnameErrors(spec: Fields, at: string): FieldErrors {
  return ["hostname", "subdomain"].flatMap((field) => {
    const name = text(spec, field);
    return name === "" ? [] : refusals(`${at}.${field}`, name, dnsLabel(name));
  });
}

function tolerationErrors(toleration: Fields, at: string): FieldErrors {
  const key = text(toleration, "key");
  const operator = text(toleration, "operator");
  const effect = text(toleration, "effect");
  const effects = ["NoExecute", "NoSchedule", "PreferNoSchedule"];
  return [
    ...(key === "" ? [] : refusals(`${at}.key`, key, qualified(key))),
    ...(key === "" && operator !== "Exists"
      ? [invalid(`${at}.operator`, operator, 'operator must be Exists when `key` is empty, which means "match all values and all keys"')]
      : []),
    ...(toleration.tolerationSeconds !== undefined && effect !== "NoExecute"
      ? [invalid(`${at}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set")]
      : []),
    ...(operator === "Exists" && text(toleration, "value") !== ""
      ? [invalid(`${at}.operator`, text(toleration, "value"), "value must be empty when `operator` is 'Exists'")]
      : []),
    ...(["", "Equal", "Exists", "Lt", "Gt"].includes(operator) ? [] : [notSupported(`${at}.operator`, operator, ["Equal", "Exists"])]),
    ...(effect === "" || effects.includes(effect) ? [] : [notSupported(`${at}.effect`, effect, effects)]),
  ];
}
