/** What an absent field of a pod means, in pods and in the templates of workloads alike. Changes the spec. */
import { type Fields, fill, items, madePart, part, text } from "../field/json-fields.ts";
import { defaultVolume } from "./volume-defaults.ts";

export function defaultPodSpec(spec: Fields): void {
  for (const container of [...items(spec, "containers"), ...items(spec, "initContainers")]) defaultContainer(container);
  for (const volume of items(spec, "volumes")) defaultVolume(volume);
  fill(spec, "dnsPolicy", "ClusterFirst");
  fill(spec, "restartPolicy", "Always");
  fill(spec, "terminationGracePeriodSeconds", 30);
  fill(spec, "securityContext", {});
  fill(spec, "schedulerName", "default-scheduler");
  if (text(spec, "serviceAccountName") === "" && text(spec, "serviceAccount") !== "") spec.serviceAccountName = spec.serviceAccount;
  if (text(spec, "serviceAccountName") !== "") spec.serviceAccount = spec.serviceAccountName;
  if (spec.hostNetwork === true) defaultHostPorts(spec);
}

/** Defaults of a pod that a template does not have. */
export function defaultPod(pod: Fields): void {
  const spec = madePart(pod, "spec");
  defaultPodSpec(spec);
  fill(spec, "enableServiceLinks", true);
  for (const container of [...items(spec, "containers"), ...items(spec, "initContainers")]) requestWhatIsLimited(container);
}

function defaultContainer(container: Fields): void {
  fill(container, "imagePullPolicy", pullPolicyOf(text(container, "image")));
  fill(container, "terminationMessagePath", "/dev/termination-log");
  fill(container, "terminationMessagePolicy", "File");
  fill(container, "resources", {});
  for (const port of items(container, "ports")) fill(port, "protocol", "TCP");
  for (const variable of items(container, "env")) defaultVariable(variable);
  for (const probe of ["livenessProbe", "readinessProbe", "startupProbe"]) defaultProbe(part(container, probe));
  const lifecycle = part(container, "lifecycle");
  for (const hook of ["postStart", "preStop"]) defaultHttpGet(part(part(lifecycle, hook), "httpGet"));
}

function defaultVariable(variable: Fields): void {
  const reference = part(part(variable, "valueFrom"), "fieldRef");
  if (reference !== undefined) fill(reference, "apiVersion", "v1");
  const resource = part(part(variable, "valueFrom"), "resourceFieldRef");
  if (resource !== undefined) fill(resource, "divisor", "0");
}

function defaultProbe(probe: Fields | undefined): void {
  if (probe === undefined) return;
  const zeroMeansAbsent = (name: string, value: number): void => {
    if (probe[name] === undefined || probe[name] === 0) probe[name] = value;
  };
  zeroMeansAbsent("timeoutSeconds", 1);
  zeroMeansAbsent("periodSeconds", 10);
  zeroMeansAbsent("successThreshold", 1);
  zeroMeansAbsent("failureThreshold", 3);
  defaultHttpGet(part(probe, "httpGet"));
  const grpc = part(probe, "grpc");
  if (grpc !== undefined && grpc.service === undefined) grpc.service = "";
}

function defaultHttpGet(get: Fields | undefined): void {
  if (get === undefined) return;
  fill(get, "path", "/");
  fill(get, "scheme", "HTTP");
}

/** Without a tag or with :latest an image is always looked up again; a digest pins it. */
function pullPolicyOf(image: string): "Always" | "IfNotPresent" {
  if (image.includes("@")) return "IfNotPresent";
  const tag = /:([^/:]*)$/.exec(image)?.[1] ?? "latest";
  return tag === "latest" ? "Always" : "IfNotPresent";
}

function defaultHostPorts(spec: Fields): void {
  for (const container of items(spec, "containers")) {
    for (const port of items(container, "ports")) {
      if (port.hostPort === undefined || port.hostPort === 0) port.hostPort = port.containerPort;
    }
  }
}

function requestWhatIsLimited(container: Fields): void {
  const resources = part(container, "resources");
  const limits = part(resources, "limits");
  if (resources === undefined || limits === undefined) return;
  const requests = madePart(resources, "requests");
  for (const [name, amount] of Object.entries(limits)) fill(requests, name, amount);
}
