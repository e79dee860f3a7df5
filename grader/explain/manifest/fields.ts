/** The fields that a learner of Services writes, as the API has them; "any": more than a lab can need. */
export type Shape =
  | "text"
  | "number"
  | "boolean"
  | "number-or-text"
  | "any"
  | { readonly fields: Fields }
  | { readonly list: Shape }
  | { readonly map: "text" };
export type Fields = Readonly<Record<string, Shape>>;

const labels: Shape = { map: "text" };
const metadata: Shape = {
  fields: { name: "text", namespace: "text", labels, annotations: labels, generateName: "text", finalizers: "any", ownerReferences: "any" },
};

const probe: Shape = {
  fields: {
    httpGet: { fields: { path: "text", port: "number-or-text", scheme: "text", host: "text", httpHeaders: "any" } },
    tcpSocket: { fields: { port: "number-or-text", host: "text" } },
    exec: { fields: { command: { list: "text" } } },
    grpc: "any",
    initialDelaySeconds: "number",
    periodSeconds: "number",
    timeoutSeconds: "number",
    successThreshold: "number",
    failureThreshold: "number",
    terminationGracePeriodSeconds: "number",
  },
};

const env: Shape = { list: { fields: { name: "text", value: "text", valueFrom: "any" } } };
const containerPort: Shape = { fields: { name: "text", containerPort: "number", protocol: "text", hostPort: "number", hostIP: "text" } };

const container: Shape = {
  fields: {
    name: "text",
    image: "text",
    imagePullPolicy: "text",
    command: { list: "text" },
    args: { list: "text" },
    workingDir: "text",
    ports: { list: containerPort },
    env,
    envFrom: "any",
    resources: "any",
    volumeMounts: "any",
    volumeDevices: "any",
    livenessProbe: probe,
    readinessProbe: probe,
    startupProbe: probe,
    lifecycle: "any",
    securityContext: "any",
    stdin: "boolean",
    stdinOnce: "boolean",
    tty: "boolean",
    terminationMessagePath: "text",
    terminationMessagePolicy: "text",
    resizePolicy: "any",
    restartPolicy: "text",
  },
};

const anything = (names: string): Fields => Object.fromEntries(names.split(" ").map((name) => [name, "any" as const]));

const podSpec: Shape = {
  fields: {
    containers: { list: container },
    initContainers: { list: container },
    restartPolicy: "text",
    nodeSelector: labels,
    enableServiceLinks: "boolean",
    hostname: "text",
    serviceAccountName: "text",
    terminationGracePeriodSeconds: "number",
    ...anything(
      "volumes affinity tolerations imagePullSecrets securityContext dnsPolicy dnsConfig hostNetwork hostPID hostIPC hostAliases nodeName schedulerName serviceAccount automountServiceAccountToken subdomain priority priorityClassName topologySpreadConstraints readinessGates runtimeClassName shareProcessNamespace activeDeadlineSeconds preemptionPolicy overhead os setHostnameAsFQDN ephemeralContainers hostUsers schedulingGates resourceClaims resources",
    ),
  },
};

const selector: Shape = { fields: { matchLabels: labels, matchExpressions: "any" } };
const template: Shape = { fields: { metadata, spec: podSpec } };
const servicePort: Shape = {
  fields: { name: "text", port: "number", targetPort: "number-or-text", nodePort: "number", protocol: "text", appProtocol: "text" },
};

const top = (spec: Shape): Fields => ({ apiVersion: "text", kind: "text", metadata, spec, status: "any" });

/** The fields of a kind's manifest. undefined: a kind that isn't read here. */
export const manifestFields: Readonly<Record<string, Fields>> = {
  Deployment: top({
    fields: {
      replicas: "number",
      selector,
      template,
      strategy: "any",
      minReadySeconds: "number",
      revisionHistoryLimit: "number",
      paused: "boolean",
      progressDeadlineSeconds: "number",
    },
  }),
  ReplicaSet: top({ fields: { replicas: "number", selector, template, minReadySeconds: "number" } }),
  Pod: top(podSpec),
  Service: top({
    fields: {
      type: "text",
      selector: labels,
      ports: { list: servicePort },
      clusterIP: "text",
      ...anything(
        "clusterIPs externalIPs sessionAffinity sessionAffinityConfig loadBalancerIP loadBalancerSourceRanges loadBalancerClass externalName externalTrafficPolicy internalTrafficPolicy healthCheckNodePort publishNotReadyAddresses ipFamilies ipFamilyPolicy allocateLoadBalancerNodePorts trafficDistribution",
      ),
    },
  }),
  ConfigMap: { apiVersion: "text", kind: "text", metadata, data: labels, binaryData: labels, immutable: "boolean" },
};

/** Every path at which a kind has a field of this name, shortest first: "spec.template.spec.containers". */
export function pathsOf(fields: Fields, name: string, prefix = ""): readonly string[] {
  const found = Object.entries(fields).flatMap(([key, shape]) => {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    const inner = typeof shape === "object" && "list" in shape ? shape.list : shape;
    const below = typeof inner === "object" && "fields" in inner ? pathsOf(inner.fields, name, path) : [];
    return key === name ? [path, ...below] : below;
  });
  return prefix === "" ? [...found].sort((a, b) => a.split(".").length - b.split(".").length) : found;
}
