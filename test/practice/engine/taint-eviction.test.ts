import { afterEach, expect, test } from "vitest";
import { bearableSeconds, type Node } from "../../../src/practice/engine/node-fit.ts";
import type { KubeObject, Pod, PodSpec } from "../../../src/practice/objects.ts";
import { deployment, type RunningEngine, runEngine } from "../../support/practice-engine.ts";
import { eventually } from "../../support/practice-registry.ts";
import { toyImages } from "../../support/toy-images.ts";

let cluster: RunningEngine | undefined;
afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
});

const taint = { key: "ill", value: "yes", effect: "NoExecute" };
const tainted = (...taints: readonly object[]): Node => ({ spec: { taints } }) as unknown as Node;
const tolerating = (...tolerations: readonly object[]): PodSpec => ({ containers: [], tolerations }) as unknown as PodSpec;

test("a pod bears a NoExecute taint not at all, for a time, or for good", () => {
  expect(bearableSeconds(tainted(taint), tolerating())).toBe(0);
  expect(bearableSeconds(tainted(taint), tolerating({ key: "ill", operator: "Exists", tolerationSeconds: 30 }))).toBe(30);
  expect(bearableSeconds(tainted(taint), tolerating({ operator: "Exists" }))).toBeUndefined();
  expect(bearableSeconds(tainted({ ...taint, effect: "NoSchedule" }), tolerating())).toBeUndefined();
});

test("pods that don't tolerate what taints their node go, and those that follow wait until it is gone", async () => {
  cluster = runEngine({ images: toyImages({ app: () => {} }), address: "127.0.49.83" });
  const { registry } = cluster;
  registry.create("apps/v1/deployments", deployment("leaves", { image: "app" }));
  registry.create("apps/v1/deployments", deployment("stays", { image: "app", pod: { tolerations: [{ key: "ill", operator: "Exists" }] } }));
  const of = (pods: readonly Pod[], app: string) => pods.filter(({ metadata }) => metadata.labels?.app === app);
  const running = (pods: readonly Pod[], app: string) => of(pods, app).every(({ status }) => status?.phase === "Running") && of(pods, app).length === 1;
  const before = await eventually<Pod>(registry, "v1/pods", (all) => running(all, "leaves") && running(all, "stays"));
  const left = of(before, "leaves")[0]!.metadata.name;

  const setTaints = (taints: readonly object[]) => {
    const node = registry.get<Node>({ resource: "v1/nodes", name: "minikube" })!;
    registry.update("v1/nodes", { ...node, spec: { ...node.spec, taints } } as unknown as Node);
  };
  setTaints([taint]);
  await eventually<Pod>(registry, "v1/pods", (all) => of(all, "leaves").every(({ metadata, status }) => metadata.name !== left && status?.phase === "Pending"));
  expect(of(registry.list<Pod>("v1/pods"), "stays")[0]?.metadata.name).toBe(of(before, "stays")[0]!.metadata.name);
  const messages = registry.list<KubeObject>("v1/events", "default").filter(({ reason }) => reason === "TaintManagerEviction");
  expect(messages.map(({ message }) => message)).toEqual([`Marking for deletion Pod default/${left}`]);

  setTaints([]);
  await eventually<Pod>(registry, "v1/pods", (all) => running(all, "leaves"));
});
