import { describe, expect, it } from "vitest";
import type { Deployment, KubeObject, Pod } from "../../../src/practice/objects.ts";
import { refusalOf, World } from "./world.ts";

const deployment = (image: string, more = ""): string => `
{apiVersion: apps/v1, kind: Deployment, metadata: {name: echo}, spec: {${more} selector: {matchLabels: {app: echo}},
 template: {metadata: {labels: {app: echo}}, spec: {containers: [{name: echo, image: "${image}"}]}}}}`;
const pod = (container: string): string => `{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: web, image: nginx, ${container}}]}}`;
const words = (manifest: string): string => {
  const refusal = refusalOf(() => new World().create(manifest));
  return refusal === "accepted" ? refusal : (refusal.details?.causes ?? []).map((cause) => `${cause.field}: ${cause.message}`).join("\n");
};

describe("a Deployment", () => {
  it("is filled in as a real one is", () => {
    const { spec, metadata } = new World().create<Deployment>(deployment("ghcr.io/subicura/counter:latest"));
    expect(metadata.generation).toBe(1);
    expect(spec).toEqual({
      progressDeadlineSeconds: 600,
      replicas: 1,
      revisionHistoryLimit: 10,
      selector: { matchLabels: { app: "echo" } },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
      template: {
        metadata: { labels: { app: "echo" } },
        spec: {
          containers: [
            {
              name: "echo",
              image: "ghcr.io/subicura/counter:latest",
              imagePullPolicy: "Always",
              resources: {},
              terminationMessagePath: "/dev/termination-log",
              terminationMessagePolicy: "File",
            },
          ],
          dnsPolicy: "ClusterFirst",
          restartPolicy: "Always",
          schedulerName: "default-scheduler",
          securityContext: {},
          terminationGracePeriodSeconds: 30,
        },
      },
    });
  });

  it("counts a generation for each change of what is desired, and for no other", () => {
    const world = new World();
    const first = world.create<Deployment>(deployment("echo:v1"));
    expect(world.update(deployment("echo:v1"), first).metadata.generation).toBe(1);
    expect(world.update(deployment("echo:v2"), first).metadata.generation).toBe(2);
  });

  it("keeps a replica count of zero", () => {
    expect(new World().create<Deployment>(deployment("echo:v1", "replicas: 0,")).spec.replicas).toBe(0);
  });

  it("tells all that a null selector breaks on an update", () => {
    const world = new World();
    const first = world.create(deployment("echo:v1"));
    const refusal = refusalOf(() => world.update(deployment("echo:v1").replace("selector: {matchLabels: {app: echo}},", ""), first));
    expect(refusal === "accepted" ? [] : refusal.details?.causes?.map((cause) => `${cause.field}: ${cause.message}`)).toEqual([
      "spec.selector: Required value",
      'spec.template.metadata.labels: Invalid value: {"app":"echo"}: `selector` does not match template `labels`',
      "spec.selector: Invalid value: null: field is immutable",
    ]);
  });

  it("must start its pods again", () => {
    expect(words(deployment("echo:v1").replace("spec: {containers", "spec: {restartPolicy: Never, containers"))).toBe(
      'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
    );
  });
});

describe("a Pod", () => {
  it.each([
    ["echo", "Always"],
    ["echo:latest", "Always"],
    ["registry:5000/echo", "Always"],
    ["echo:v1", "IfNotPresent"],
    [`echo@sha256:${"a".repeat(64)}`, "IfNotPresent"],
  ])("of image %s has the pull policy %s", (image, policy) => {
    const made = new World().create<Pod>(pod("").replace("nginx", `"${image}"`));
    expect(made.spec.containers[0]!.imagePullPolicy).toBe(policy);
  });

  it("gets an account with its token, tolerations and a first status", () => {
    const made = new World().create<Pod>(pod(""));
    expect(made.spec).toMatchObject({
      serviceAccountName: "default",
      enableServiceLinks: true,
      priority: 0,
      tolerations: [{ tolerationSeconds: 300 }, { tolerationSeconds: 300 }],
    });
    expect(made.spec.containers[0]!.volumeMounts).toMatchObject([{ mountPath: "/var/run/secrets/kubernetes.io/serviceaccount", readOnly: true }]);
    expect(made.status).toEqual({ phase: "Pending", qosClass: "BestEffort" });
  });

  it("may change its image and little else", () => {
    const world = new World();
    const made = world.create<Pod>(pod(""));
    const changed = { ...made, spec: { ...made.spec, containers: [{ ...made.spec.containers[0]!, image: "nginx:2" }] } };
    expect(refusalOf(() => world.update(JSON.stringify(changed), made))).toBe("accepted");
    const moved = { ...made, spec: { ...made.spec, containers: [{ ...made.spec.containers[0]!, workingDir: "/" }] } };
    const refusal = refusalOf(() => world.update(JSON.stringify(moved), made));
    expect(refusal).toMatchObject({
      code: 422,
      message: expect.stringContaining("spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`"),
    });
  });

  it.each([
    ["ports: [{containerPort: 0}]", "spec.containers[0].ports[0].containerPort: Required value"],
    [
      "env: [{name: A=B}]",
      `spec.containers[0].env[0].name: Invalid value: "A=B": a valid environment variable name must consist only of printable ASCII characters other than '='`,
    ],
    ["volumeMounts: [{name: data, mountPath: /data}]", 'spec.containers[0].volumeMounts[0].name: Not found: "data"'],
    [
      "resources: {requests: {cpu: 2}, limits: {cpu: 1}}",
      'spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
    ],
    [
      "livenessProbe: {httpGet: {port: 80}, periodSeconds: -1}",
      "spec.containers[0].livenessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0",
    ],
    [
      "resources: {limits: {example.com/gpu: 1.5}}",
      'spec.containers[0].resources.limits[example.com/gpu]: Invalid value: "1500m": must be an integer\nspec.containers[0].resources.requests[example.com/gpu]: Invalid value: "1500m": must be an integer',
    ],
    ["securityContext: {runAsUser: -1}", "spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive"],
    ["readinessProbe: {}", "spec.containers[0].readinessProbe: Required value: must specify a handler type"],
    ["imagePullPolicy: Sometimes", 'spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"'],
  ])("with %s is refused with its own words", (container, expected) => {
    expect(words(pod(container))).toBe(expected);
  });

  it("has on the node's own network the ports of the node", () => {
    const onNode = (port: string) => pod(`ports: [${port}]`).replace("spec: {", "spec: {hostNetwork: true, ");
    expect(new World().create<Pod>(onNode("{containerPort: 80}")).spec.containers[0]!.ports).toEqual([{ containerPort: 80, hostPort: 80, protocol: "TCP" }]);
    expect(words(onNode("{containerPort: 80, hostPort: 81}"))).toBe(
      "spec.containers[0].ports[0].containerPort: Invalid value: 80: must match `hostPort` when `hostNetwork` is true",
    );
  });

  it("is taken with half a byte of memory, and a warning", () => {
    const world = new World();
    world.create(pod("resources: {limits: {memory: 500m}}"));
    expect(world.warnings).toContain('spec.containers[0].resources.limits[memory]: fractional byte value "500m" is invalid, must be an integer');
  });

  it("is taken with a variable given twice, and a warning", () => {
    const world = new World();
    world.create(pod("env: [{name: A, value: a}, {name: A, value: b}]"));
    expect(world.warnings).toEqual(['spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply']);
  });
});

describe("a DaemonSet", () => {
  const daemonSet = (more: string, labels = "{app: agent}"): string => `
{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent}, spec: {${more} selector: {matchLabels: {app: agent}},
 template: {metadata: {labels: ${labels}}, spec: {containers: [{name: agent, image: "echo:v1"}]}}}}`;

  it("is filled in as a real one is", () => {
    const { spec, status, metadata } = new World().create<KubeObject>(daemonSet(""));
    expect(metadata.generation).toBe(1);
    expect(spec).toMatchObject({ revisionHistoryLimit: 10, updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } });
    expect(status).toEqual({ currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 });
  });

  it.each([
    [daemonSet("updateStrategy: {type: Now},"), 'spec.updateStrategy.type: Unsupported value: "Now": supported values: "RollingUpdate", "OnDelete"'],
    [daemonSet("", "{app: other}"), 'spec.template.metadata.labels: Invalid value: {"app":"other"}: `selector` does not match template `labels`'],
  ])("is refused in upstream's words", (manifest, expected) => {
    expect(words(manifest)).toBe(expected);
  });

  it("has no fields that it doesn't know", () => {
    expect(refusalOf(() => new World().create(daemonSet("replicas: 2,")))).toMatchObject({ message: expect.stringContaining('unknown field "spec.replicas"') });
  });
});

describe("a Secret is refused when its type wants more", () => {
  const secret = (type: string, data: string): string => `{apiVersion: v1, kind: Secret, metadata: {name: s}, type: ${type}, stringData: ${data}}`;
  it.each([
    ["kubernetes.io/tls", "{tls.crt: a}", "data[tls.key]: Required value"],
    ["kubernetes.io/basic-auth", "{}", "data[username]: Required value\ndata[password]: Required value"],
    ["kubernetes.io/basic-auth", "{username: a}", "accepted"],
    ["kubernetes.io/service-account-token", "{}", "metadata.annotations[kubernetes.io/service-account.name]: Required value"],
    [
      "kubernetes.io/dockerconfigjson",
      "{.dockerconfigjson: auth}",
      `data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": invalid character 'a' looking for beginning of value`,
    ],
    ["kubernetes.io/dockerconfigjson", '{.dockerconfigjson: "{}"}', "accepted"],
  ])("%s %s", (type, data, expected) => {
    expect(words(secret(type, data))).toBe(expected);
  });
});

it("only one owner of an object may be its controller", () => {
  const owner = (name: string) => `{apiVersion: v1, kind: Service, name: ${name}, uid: "1", controller: true}`;
  const manifest = `{apiVersion: v1, kind: ConfigMap, metadata: {name: a, ownerReferences: [${owner("b")}, ${owner("c")}]}}`;
  expect(refusalOf(() => new World().create(manifest))).toMatchObject({
    message:
      'ConfigMap "a" is invalid: metadata.ownerReferences: Invalid value: [{"apiVersion":"v1","kind":"Service","name":"b","uid":"1","controller":true},{"apiVersion":"v1","kind":"Service","name":"c","uid":"1","controller":true}]: Only one reference can have Controller set to true. Found "true" in references for Service/b and Service/c',
  });
});

const deploymentOf = (selector: string, container = "{name: c, image: redis}"): string =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {selector: ${selector}, template: {metadata: {labels: {app: d}}, spec: {containers: [${container}]}}}}`;

it("a selector that can't be read hides what is wrong with the template", () => {
  const refusal = refusalOf(() => new World().create(deploymentOf('{matchLabels: {app: "a b"}}', "{name: c}")));
  expect(refusal).toMatchObject({
    message: expect.stringMatching(
      /spec.selector.matchLabels: Invalid value: "a b": a valid label .*, spec.selector: Invalid value: \{"matchLabels":\{"app":"a b"\}\}: invalid label selector\]$/,
    ),
  });
  expect(refusal).not.toMatchObject({ message: expect.stringContaining("image") });
});

it.each([
  ["metadata.nme", 'Invalid value: "metadata.nme": error converting fieldPath: field label not supported: metadata.nme'],
  ["metadata.labels", 'Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace"'],
])("a variable can't be made of the field %s", (path, why) => {
  const container = `{name: c, image: redis, env: [{name: A, valueFrom: {fieldRef: {fieldPath: ${path}}}}]}`;
  expect(refusalOf(() => new World().create(deploymentOf("{matchLabels: {app: d}}", container)))).toMatchObject({
    message: expect.stringContaining(`spec.template.spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: ${why}`),
  });
});
