import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { mutantsOf } from "../../../src/labs/mutants/mutants.ts";

const text = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
        tier: front
    spec:
      containers:
        - name: web
          image: ghcr.io/subicura/echo:v1
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: NodePort
  ports:
    - port: 3000
      targetPort: 3001
      nodePort: 31000
  selector:
    app: web
    tier: front
`;
const mutants = mutantsOf([{ path: "web.yml", text }]);

function changed(name: string): { readonly deployment: unknown; readonly service: unknown } {
  const mutant = mutants.find((held) => held.name === `web.yml ${name}`);
  if (mutant === undefined) throw new Error(`No mutant of this name: ${name}\n${mutants.map((held) => held.name).join("\n")}`);
  const [deployment, service] = (parseAllDocuments(mutant.text) as { toJS(): unknown }[]).map((document) => document.toJS());
  return { deployment, service };
}

describe("the mutants of a reference", () => {
  it("are the same for the same files", () => {
    expect(mutantsOf([{ path: "web.yml", text }])).toEqual(mutants);
  });

  it("each have a name of their own and differ from the reference", () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    for (const mutant of mutants) expect(mutant.text, mutant.name).not.toBe(text);
  });

  it("leave the other object of the file as it was", () => {
    for (const mutant of mutants.filter(({ object, path }) => object.kind === "Service" && path !== undefined))
      expect(mutant.text.startsWith(text.slice(0, text.indexOf("---"))), mutant.name).toBe(true);
  });

  it.each([
    ["Service/web slip spec.selector.app", { service: { spec: { selector: { app: "wbe" } } } }],
    ["Service/web shift spec.ports[0].targetPort", { service: { spec: { ports: [{ targetPort: 3002 }] } } }],
    ["Service/web swap-ports spec.ports[0].targetPort", { service: { spec: { ports: [{ port: 3001, targetPort: 3000 }] } } }],
    ["Service/web raise spec.ports[0].nodePort", { service: { spec: { nodePort: 31000 } } }],
    ["Service/web kind-of-type spec.type", { service: { kind: "NodePort" } }],
    ["Service/web match-labels spec.selector", { service: { spec: { selector: { matchLabels: { app: "web" } } } } }],
    [
      "Deployment/web relabel spec.selector.matchLabels.app",
      { deployment: { spec: { selector: { matchLabels: { app: "wbe" } }, template: { metadata: { labels: { app: "wbe" } } } } } },
    ],
    ["Deployment/web quote spec.replicas", { deployment: { spec: { replicas: "2" } } }],
    [
      "Deployment/web look-alike spec.template.spec.containers[0].image",
      { deployment: { spec: { template: { spec: { containers: [{ image: "ghrc.io/subicura/echo:v1" }] } } } } },
    ],
  ])("hold %s", (name, expected) => {
    expect(changed(name)).toMatchObject(expected);
  });

  it("widen a selector by one of its labels", () => {
    expect(changed("Service/web drop spec.selector.tier")).toHaveProperty("service.spec.selector", { app: "web" });
  });

  it("hold slips of the text: a tab, a separator left out or cut short", () => {
    const of = (operator: string) => mutants.filter((mutant) => mutant.operator === operator).map((mutant) => mutant.text);
    for (const tabbed of of("tab")) expect(tabbed).toMatch(/^\t/m);
    expect(of("tab")).toHaveLength(2);
    expect(of("drop-separator")).toEqual([text.replace("---\n", "")]);
    expect(of("two-dashes")).toEqual([text.replace("---\n", "--\n")]);
  });

  it("are made of Deployments and Services alone", () => {
    expect(mutantsOf([{ path: "pool.yml", text: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config}\ndata: {config: x}\n" }])).toEqual([]);
  });
});
