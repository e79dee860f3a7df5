import { describe, expect, it } from "vitest";
import type { Deployment, Pod } from "../../../src/practice/objects.ts";
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
    ["readinessProbe: {}", "spec.containers[0].readinessProbe: Required value: must specify a handler type"],
    ["imagePullPolicy: Sometimes", 'spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"'],
  ])("with %s is refused with its own words", (container, expected) => {
    expect(words(pod(container))).toBe(expected);
  });

  it("is taken with a variable given twice, and a warning", () => {
    const world = new World();
    world.create(pod("env: [{name: A, value: a}, {name: A, value: b}]"));
    expect(world.warnings).toEqual(['spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply']);
  });
});
