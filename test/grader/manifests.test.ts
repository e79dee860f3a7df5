import { describe, expect, it } from "vitest";
import { echoLab } from "./support/labs.ts";
import { service } from "./support/objects.ts";
import { reportOn } from "./support/world.ts";

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: echo
spec:
  replicas: 3
  selector:
    matchLabels:
      app: echo
  template:
    metadata:
      labels:
        app: echo
    spec:
      containers:
        - name: echo
          image: ghcr.io/subicura/echo:v1
`;
const svc = `apiVersion: v1
kind: Service
metadata:
  name: echo
spec:
  type: NodePort
  ports:
    - port: 3000
      protocol: TCP
      nodePort: 32000
  selector:
    app: echo
`;
const good = `${deployment}---\n${svc}`;

interface Bad {
  readonly text: string;
  readonly code: string;
  readonly line: number;
  readonly path?: string;
  /** Parts of the mended manifest; absent: it can't be mended. */
  readonly mended?: readonly string[];
  readonly object?: string;
}

const bad: Readonly<Record<string, Bad>> = {
  "a tab": {
    text: good.replace(/ {4}app: echo\n$/, "\tapp: echo\n"),
    code: "manifest-tab",
    line: 30,
    mended: ["  selector:\n    app: echo"],
    object: "Service",
  },
  "kind: NodePort": {
    text: svc.replace("kind: Service", "kind: NodePort"),
    code: "manifest-kind",
    line: 2,
    path: "kind",
    mended: ["kind: Service"],
    object: "Service",
  },
  "containers beside spec": {
    text: deployment.replace("      containers:\n        - name: echo\n          image:", "    containers:\n      - name: echo\n        image:"),
    code: "manifest-wrong-level",
    line: 15,
    path: "spec.template.containers",
    mended: ["    spec:\n      containers:"],
  },
  "a forgotten separator": { text: `${deployment}${svc}`, code: "manifest-separator", line: 18, mended: ["---\napiVersion: v1"] },
  "a wrong apiVersion": {
    text: deployment.replace("apps/v1", "v1"),
    code: "manifest-api-version",
    line: 1,
    path: "apiVersion",
    mended: ["apiVersion: apps/v1"],
  },
  "a misspelt field": {
    text: deployment.replace("replicas", "replica"),
    code: "manifest-unknown-field",
    line: 6,
    path: "spec.replica",
    mended: ["replicas: 3"],
  },
  "a field in lower case": {
    text: svc.replace("nodePort", "nodeport"),
    code: "manifest-unknown-field",
    line: 10,
    path: "spec.ports[0].nodeport",
    mended: ["nodePort: 32000"],
    object: "Service",
  },
  "a number in quotes": {
    text: deployment.replace("replicas: 3", 'replicas: "3"'),
    code: "manifest-type",
    line: 6,
    path: "spec.replicas",
    mended: ["replicas: 3"],
  },
  "matchLabels in a Service": {
    text: svc.replace("    app: echo", "    matchLabels:\n      app: echo"),
    code: "manifest-type",
    line: 12,
    path: "spec.selector",
    mended: ["selector:\n    app: echo"],
    object: "Service",
  },
  "type: Service": {
    text: svc.replace("type: NodePort", "type: Service"),
    code: "manifest-value",
    line: 6,
    path: "spec.type",
    mended: ["type: NodePort"],
    object: "Service",
  },
  "a node port without type": {
    text: svc.replace("  type: NodePort\n", ""),
    code: "manifest-node-port-type",
    line: 9,
    path: "spec.type",
    mended: ["type: NodePort"],
    object: "Service",
  },
  "a node port out of range": {
    text: svc.replace("32000", "32768"),
    code: "manifest-node-port-range",
    line: 10,
    path: "spec.ports[0].nodePort",
    object: "Service",
    mended: ["nodePort: 32000"],
  },
  "labels that differ": {
    text: deployment.replace("        app: echo\n", "        app: ehco\n"),
    code: "manifest-labels-differ",
    line: 12,
    path: "spec.template.metadata.labels",
    mended: ["labels:\n        app: echo"],
  },
  "no image": {
    text: deployment.replace("          image: ghcr.io/subicura/echo:v1\n", ""),
    code: "manifest-required",
    line: 16,
    path: "spec.template.spec.containers[0].image",
  },
  "an open TODO": { text: deployment.replace("replicas: 3", "replicas: # TODO"), code: "manifest-unfinished", line: 6 },
  "no YAML at all": { text: deployment.replace("  name: echo\nspec", "  name: echo\n   more: x\nspec"), code: "manifest-syntax", line: 4 },
  "a file that was never applied": { text: deployment, code: "not-applied", line: 1, mended: ["kind: Deployment"] },
};

describe("the learner's manifests", () => {
  it.each(Object.entries(bad))("%s is named with its line", async (_, { text, code, line, path, mended, object = "Deployment" }) => {
    const report = await reportOn(echoLab, { objects: [], files: [{ path: "echo-svc.yml", text }] });
    const finding = report.checks.flatMap(({ findings }) => findings).find((held) => held.code === code && held.object.kind === object);
    expect(finding).toMatchObject({
      code,
      object: { kind: object, name: "echo" },
      file: { path: "echo-svc.yml", line },
      ...(path === undefined ? {} : { path }),
    });
    expect(report.causes[0]?.code).toBe(object === "Deployment" ? code : "missing" === report.causes[0]?.code ? "missing" : code);
    if (mended === undefined) expect(finding?.fix).toBeUndefined();
    for (const part of mended ?? []) expect(finding?.fix?.stdin).toContain(part);
  });

  it("a refusal that only the server knows is quoted", async () => {
    const stderr = 'Error from server (Forbidden): error when creating "echo.yml": deployments.apps "echo" is forbidden: exceeded quota';
    const report = await reportOn(echoLab, { objects: [], files: [{ path: "echo.yml", text: deployment, dryRun: { exitCode: 1, stdout: "", stderr } }] });
    expect(report.causes[0]).toMatchObject({ code: "manifest-rejected", seen: stderr });
  });

  it("a node port that another Service holds is named before it is asked for", async () => {
    const holder = service({ name: "web", type: "NodePort", selector: { app: "web" }, ports: [{ port: 80, targetPort: 80, nodePort: 32000 }] });
    const report = await reportOn(echoLab, { objects: [holder], files: [{ path: "echo.yml", text: svc }] });
    expect(report.causes.map(({ code }) => code)).toContain("node-port-taken");
  });

  it("the notes' own answer is mended whole", async () => {
    const text = `${deployment.replace("      containers:\n        - name: echo\n          image:", "    containers:\n    - name: echo\n      image:")}---\n${svc
      .replace("kind: Service", "kind: NodePort")
      .replace("  type: NodePort\n", "")
      .replace(/ {4}app: echo\n$/, "\tapp: echo\n")}`;
    const report = await reportOn(echoLab, { objects: [], files: [{ path: "echo_svc.yaml", text }] });
    expect(report.causes.map(({ code }) => code)).toEqual(["manifest-wrong-level", "manifest-tab"]);
    const stdin = report.causes[0]?.fix?.stdin ?? "";
    for (const part of ["kind: Service", "type: NodePort", "    spec:\n      containers:", "selector:\n    app: echo"]) expect(stdin).toContain(part);
  });
});
