import { expect, it } from "vitest";
import type { KubeObject } from "../../grader/model.ts";
import { echoLab } from "./support/labs.ts";
import { deployment, service } from "./support/objects.ts";
import { reportOn } from "./support/world.ts";

const port = { port: 3000, targetPort: 3000, nodePort: 32000, protocol: "TCP" };
const echoService = service({ name: "echo", type: "NodePort", selector: { app: "echo" }, ports: [port] });

/** Pods that wait for a node, made by a Deployment with this in its pods' spec or container. */
function waiting(message: string, podSpec: Readonly<Record<string, unknown>>, container: Readonly<Record<string, unknown>>): readonly KubeObject[] {
  const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }];
  const image = "ghcr.io/subicura/echo:v1";
  return deployment({ name: "echo", labels: { app: "echo" }, image, replicas: 3, container, podStatus: { conditions, containerStatuses: [] } }).map(
    (object) => {
      if (object.kind !== "Deployment") return object;
      const spec = object.spec as { readonly template: Record<string, unknown> };
      const template = { ...spec.template, spec: { ...(spec.template.spec as object), ...podSpec } };
      return { ...object, spec: { ...spec, template } };
    },
  );
}

it.each([
  ["1 node(s) didn't match Pod's node affinity/selector", { nodeSelector: { disk: "ssd" } }, {}, "nodeSelector"],
  ["1 node(s) didn't match pod anti-affinity rules", { affinity: { podAntiAffinity: {} } }, {}, "affinity"],
  ["1 node(s) didn't match pod topology spread constraints", { topologySpreadConstraints: [{}] }, {}, "topologySpreadConstraints"],
  ["1 node(s) didn't have free ports for the requested pod ports", {}, { ports: [{ containerPort: 3000, hostPort: 3000 }] }, "containers[0].ports[0].hostPort"],
  ["1 node(s) didn't have free ports for the requested pod ports", { hostNetwork: true }, {}, "hostNetwork"],
  ["1 Insufficient cpu", {}, { resources: { requests: { cpu: "900" } } }, "containers[0].resources"],
])("the condition that no node meets is named, and taken away: %s", async (words, podSpec, container, path) => {
  const objects = [...waiting(`0/1 nodes are available: ${words}.`, podSpec, container), echoService];
  const { causes } = await reportOn(echoLab, { objects });
  expect(causes[0]).toMatchObject({ code: "unschedulable", path: `spec.template.spec.${path}` });
  const pointer = `/spec/template/spec/${path.replaceAll(/\[(\d)\]\.?/g, "/$1/").replaceAll(".", "/")}`;
  expect(causes[0]?.fix?.command.at(-1)).toBe(JSON.stringify([{ op: "remove", path: pointer }]));
});
