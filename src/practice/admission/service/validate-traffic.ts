/** Where a Service's traffic may go. */
import { type FieldErrors, forbidden, invalid, notSupported } from "../field/errors.ts";
import { portNumber } from "../field/formats.ts";
import { type Fields, number, text } from "../field/json-fields.ts";
import { refusals } from "../meta/labels.ts";
import { choiceErrors } from "../meta/object-meta.ts";
import { isExternallyReachable, needsHealthCheckPort } from "./needs.ts";

const policies = ["Cluster", "Local"];
const distributions = ["PreferClose", "PreferSameZone", "PreferSameNode"];

export function trafficErrors(spec: Fields): FieldErrors {
  return [...externalErrors(spec), ...healthCheckPortErrors(spec), ...internalErrors(spec), ...distributionErrors(spec)];
}

function externalErrors(spec: Fields): FieldErrors {
  const policy = text(spec, "externalTrafficPolicy");
  if (isExternallyReachable(spec)) return choiceErrors("spec.externalTrafficPolicy", policy, policies);
  return policy === "" ? [] : [invalid("spec.externalTrafficPolicy", policy, "may only be set for externally-accessible services")];
}

function healthCheckPortErrors(spec: Fields): FieldErrors {
  const at = "spec.healthCheckNodePort";
  const port = number(spec, "healthCheckNodePort");
  if (needsHealthCheckPort(spec)) return refusals(at, port, portNumber(port));
  return port === 0 ? [] : [invalid(at, port, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'")];
}

export function healthCheckPortChangeErrors(spec: Fields, before: Fields): FieldErrors {
  const isKept = !needsHealthCheckPort(spec) || !needsHealthCheckPort(before) || spec.healthCheckNodePort === before.healthCheckNodePort;
  return isKept ? [] : [forbidden("spec.healthCheckNodePort", "field is immutable")];
}

function internalErrors(spec: Fields): FieldErrors {
  const policy = text(spec, "internalTrafficPolicy");
  return policy === "" || policies.includes(policy) ? [] : [notSupported("spec.internalTrafficPolicy", policy, policies)];
}

function distributionErrors(spec: Fields): FieldErrors {
  const { trafficDistribution } = spec;
  return trafficDistribution === undefined || distributions.includes(String(trafficDistribution))
    ? []
    : [notSupported("spec.trafficDistribution", trafficDistribution, distributions)];
}
