import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type KubectlOnCluster, kubectlOnCluster } from "./kubectl.ts";

let cluster: KubectlOnCluster;
beforeAll(async () => {
  cluster = await kubectlOnCluster();
});
afterAll(() => cluster.close());

const may = (...args: readonly string[]): readonly [number, string] => {
  const { code, stdout } = cluster.run(["auth", "can-i", ...args]);
  return [code, stdout.trim()];
};

it("may do everything as the one user there is", () => {
  expect(may("delete", "nodes")).toEqual([0, "yes"]);
  expect(cluster.get("auth", "can-i", "--list").split("\n").slice(0, 6)).toEqual([
    "Resources                                       Non-Resource URLs   Resource Names   Verbs",
    "*.*                                             []                  []               [*]",
    "                                                [*]                 []               [*]",
    "selfsubjectreviews.authentication.k8s.io        []                  []               [create]",
    "selfsubjectaccessreviews.authorization.k8s.io   []                  []               [create]",
    "selfsubjectrulesreviews.authorization.k8s.io    []                  []               [create]",
  ]);
});

describe("in another's name", () => {
  it("may look at what there is, and do nothing with it", () => {
    expect(may("create", "deployments", "--as=bob")).toEqual([1, "no"]);
    expect(may("get", "/version", "--as=bob")).toEqual([0, "yes"]);
    expect(may("get", "pods", "--as=system:serviceaccount:default:default")).toEqual([1, "no"]);
    expect(may("get", "pods", "--as=bob", "--as-group=system:masters")).toEqual([0, "yes"]);
    expect(cluster.get("auth", "can-i", "--list", "--as=bob")).not.toContain("*.*");
  });

  it.each([
    ["get pods", 'pods is forbidden: User "bob" cannot list resource "pods" in API group "" in the namespace "default"'],
    ["get nodes", 'nodes is forbidden: User "bob" cannot list resource "nodes" in API group "" at the cluster scope'],
    ["get deploy -A", 'deployments.apps is forbidden: User "bob" cannot list resource "deployments" in API group "apps" at the cluster scope'],
    ["get svc kubernetes", 'services "kubernetes" is forbidden: User "bob" cannot get resource "services" in API group "" in the namespace "default"'],
    ["create ns lab", 'namespaces is forbidden: User "bob" cannot create resource "namespaces" in API group "" at the cluster scope'],
    ["delete cm --all", 'configmaps is forbidden: User "bob" cannot list resource "configmaps" in API group "" in the namespace "default"'],
  ])("%s", (command, why) => {
    expect(cluster.run([...command.split(" "), "--as=bob"])).toEqual({ code: 1, stdout: "", stderr: `Error from server (Forbidden): ${why}\n` });
  });

  it("is told who that is", () => {
    expect(cluster.get("auth", "whoami", "--as=bob")).toMatch(/Username +bob\nGroups +\[system:authenticated\]/);
  });
});
