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

describe("a service account's token", () => {
  it("says who one is, and lets one do no more than that", () => {
    const token = cluster.get("create", "token", "default").trim();
    expect(token.split(".")).toHaveLength(3);
    const as = (token: string, ...args: readonly string[]) =>
      cluster.run([...args, "--user=nobody", `--token=${token}`, "--kubeconfig", cluster.kubeconfigWithoutUsers]);
    expect(as(token, "auth", "whoami").stdout).toMatch(/^Username +system:serviceaccount:default:default$/m);
    expect(as(token, "get", "pods").stderr).toBe(
      'Error from server (Forbidden): pods is forbidden: User "system:serviceaccount:default:default" cannot list resource "pods" in API group "" in the namespace "default"\n',
    );
    cluster.get("create", "serviceaccount", "guest");
    const gone = cluster.get("create", "token", "guest", "--duration=20m").trim();
    cluster.get("delete", "serviceaccount", "guest");
    expect(as(gone, "get", "pods").stderr).toBe("error: You must be logged in to the server (Unauthorized)\n");
  });

  it("isn't made for an account that is missing, nor for a moment", () => {
    expect(cluster.run(["create", "token", "nope"]).stderr).toBe('error: failed to create token: serviceaccounts "nope" not found\n');
    expect(cluster.run(["create", "token", "default", "--duration=1m"]).stderr).toBe(
      'error: failed to create token: TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes\n',
    );
  });
});
