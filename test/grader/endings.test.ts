import { expect, it } from "vitest";
import type { KubeObject } from "../../grader/model.ts";
import { echoLab } from "./support/labs.ts";
import { deployment, service } from "./support/objects.ts";
import { reportOn } from "./support/world.ts";

const port = { port: 3000, targetPort: 3000, nodePort: 32000, protocol: "TCP" };
const echoService = service({ name: "echo", type: "NodePort", selector: { app: "echo" }, ports: [port] });
const image = "ghcr.io/subicura/echo:v1";
const container = "spec.template.spec.containers[0]";

function echoWith(more: Readonly<Record<string, unknown>>, status: Readonly<Record<string, unknown>>, event?: string): readonly KubeObject[] {
  const made = deployment({ name: "echo", labels: { app: "echo" }, image, replicas: 3, container: more, status });
  const pod = made.find(({ kind }) => kind === "Pod")!.metadata.name;
  const unhealthy: KubeObject = {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: `${pod}.1`, namespace: "default" },
    involvedObject: { kind: "Pod", name: pod, namespace: "default" },
    reason: "Unhealthy",
    message: event,
  };
  return [...made, echoService, ...(event === undefined ? [] : [unhealthy])];
}

const backOff = { waiting: { reason: "CrashLoopBackOff", message: "back-off 10s restarting failed container" } };
const ended = (exitCode: number, reason: string) => ({ restartCount: 3, state: backOff, lastState: { terminated: { exitCode, reason } } });

it("a probe by command that ends the container is named by the node's own words", async () => {
  const livenessProbe = { exec: { command: ["false"] } };
  const { causes } = await reportOn(echoLab, { objects: echoWith({ livenessProbe }, ended(143, "Error"), "Liveness probe failed: ") });
  expect(causes[0]).toMatchObject({ code: "probe-kills", path: `${container}.livenessProbe`, seen: livenessProbe });
});

it("a program that ends by itself is not put down to its probe", async () => {
  const livenessProbe = { exec: { command: ["true"] } };
  const { causes } = await reportOn(echoLab, { objects: echoWith({ livenessProbe }, ended(1, "Error")), logs: ["Error: no"] });
  expect(causes[0]).toMatchObject({ code: "crash", seen: "Error: no" });
});

it("a container that was ended for its memory is told so, whatever it wrote last", async () => {
  const resources = { limits: { memory: "1Mi" } };
  const { causes } = await reportOn(echoLab, { objects: echoWith({ resources }, ended(137, "OOMKilled")), logs: ["server listening"] });
  expect(causes[0]).toMatchObject({ code: "crash", path: `${container}.resources.limits.memory`, seen: "OOMKilled (memory: 1Mi)" });
  expect(causes[0]?.fix?.command.at(-1)).toBe('[{"op":"remove","path":"/spec/template/spec/containers/0/resources"}]');
});

it("an image that may not run as root is no missing ConfigMap", async () => {
  const message = "container has runAsNonRoot and image will run as root";
  const state = { waiting: { reason: "CreateContainerConfigError", message } };
  const { causes } = await reportOn(echoLab, { objects: echoWith({ securityContext: { runAsNonRoot: true } }, { state }) });
  expect(causes[0]).toMatchObject({ code: "container-refused", path: `${container}.securityContext.runAsNonRoot`, seen: message });
});
