import { expect, test } from "vitest";
import type { KubeObject, ListResult } from "../../grader/model.ts";
import { findMeans } from "../../src/cluster/kubeconfig/means.ts";

const never = new AbortController().signal;
const forbidden: ListResult = { status: "unreadable", trouble: { code: "forbidden", detail: "nodes is forbidden" } };

function object(kind: string, name: string, namespace: string | undefined, more: object = {}): KubeObject {
  return { apiVersion: "v1", kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) }, ...more };
}

const bare = {
  Service: [object("Service", "kubernetes", "default", { status: { loadBalancer: {} } })],
  Node: [object("Node", "one", undefined, { spec: {} })],
};

/** A cluster that holds these; undefined: the kind may not be read. */
function means(lists: Readonly<Record<string, readonly KubeObject[] | undefined>>, nodeAddress?: string) {
  const list = async ({ kind }: { readonly kind: string }): Promise<ListResult> => {
    const items = kind in lists ? lists[kind] : [];
    return items === undefined ? forbidden : { status: "read", items };
  };
  return findMeans({ reading: { list }, namespace: "svclab", nodeAddress, signal: never });
}

test.each([
  [
    "a Service that was given one",
    { ...bare, Service: [object("Service", "web", "shop", { status: { loadBalancer: { ingress: [{ ip: "203.0.113.9" }] } } })] },
  ],
  ["a node that a cloud has named", { ...bare, Node: [object("Node", "one", undefined, { spec: { providerID: "aws:///eu-west-1a/i-0" } })] }],
  ["MetalLB", { ...bare, Deployment: [object("Deployment", "controller", "metallb-system")] }],
  ["kube-vip", { ...bare, DaemonSet: [object("DaemonSet", "kube-vip-ds", "kube-system")] }],
])("who hands out addresses is known by %s", async (_by, lists) => {
  expect((await means(lists)).balancer).toBe("seen");
});

test("nobody is seen to hand out addresses on a bare cluster, or on one of kind", async () => {
  expect((await means(bare)).balancer).toBe("not-seen");
  expect((await means({ ...bare, Node: [object("Node", "one", undefined, { spec: { providerID: "kind://docker/kind/one" } })] })).balancer).toBe("not-seen");
});

test("where too little may be read, nothing is said of who hands out addresses", async () => {
  expect((await means({ ...bare, Node: undefined })).balancer).toBe("unknown");
  expect((await means({ ...bare, Service: [object("Service", "redis", "svclab")] })).balancer).toBe("unknown");
});

test("a node is reached where it refuses, and cut off where no way leads to it", async () => {
  expect((await means(bare, "127.0.0.1")).node).toBe("reached");
  expect((await means(bare, "2001:db8::1")).node).toBe("cut");
  expect((await means(bare)).node).toBe("no-address");
});
