import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openCluster } from "../../src/cluster/choose.ts";
import type { ClusterKind, Driver } from "../../src/cluster/driver.ts";
import { down, up } from "../../src/practice/daemon/control.ts";
import { practicePaths } from "../../src/practice/daemon/paths.ts";
import { askCluster } from "../../src/practice/daemon/private-client.ts";
import { testKubectl } from "../support/kubectl.ts";

const never = new AbortController().signal;
const home = mkdtempSync(join(tmpdir(), "svclab-driver-"));
const paths = practicePaths(home);
/** What a learner has whose minikube is, without their knowing, the practice cluster. */
const learner = join(home, "learner");
const userKubeconfig = join(home, "learner-kubeconfig");
let kubectl: string;
let address: string;

beforeAll(async () => {
  kubectl = await testKubectl();
  const running = await up({ home, env: process.env });
  address = running.nodeAddress;
  const config = JSON.parse(readFileSync(running.kubeconfig, "utf8")) as { contexts: { name: string; context: object }[] };
  const { context } = config.contexts[0]!;
  const extensions = [{ name: "context_info", extension: { provider: "minikube.sigs.k8s.io", version: "v1.38.1" } }];
  const contexts = [
    { name: "minikube", context: { ...context, extensions } },
    { name: "work", context },
  ];
  writeFileSync(userKubeconfig, JSON.stringify({ ...config, contexts, "current-context": "work" }));
  await askCluster(paths, {
    method: "POST",
    path: "/api/v1/namespaces",
    body: { apiVersion: "v1", kind: "Namespace", metadata: { name: "svclab" } },
    timeoutMs: 5000,
  });
});
afterAll(async () => {
  await down({ home });
  rmSync(home, { recursive: true, force: true });
});

// The learner's svclab has a home of its own; the practice cluster behind their minikube stands in another.
const cases: readonly (readonly [ClusterKind, string, string])[] = [
  ["practice", "practice", home],
  ["minikube", "minikube", learner],
  ["kubeconfig", "work", learner],
];

describe.each(cases)("the %s driver", (kind, name, ownHome) => {
  let driver: Driver;
  let foreign: boolean;
  beforeAll(async () => {
    const env = { ...process.env, KUBECONFIG: userKubeconfig, PATH: `${paths.bin}${delimiter}${process.env.PATH}` };
    ({ driver, foreign } = await openCluster({ choice: { kind, name }, home: ownHome, env, namespace: undefined, kubectl, signal: never }));
  });

  test("knows the version and the node's address", async () => {
    expect(await driver.state(never)).toEqual({ status: "running", version: "v1.36.2", nodeAddress: address });
  });

  test("asks before it writes to a cluster of neither svclab's nor minikube's", () => {
    expect(foreign).toBe(kind === "kubeconfig");
    expect(driver.namespace).toBe(kind === "kubeconfig" ? "svclab" : "default");
  });

  test("runs kubectl in the lab's namespace, with a kubeconfig that is not the learner's", async () => {
    const current = await driver.run(["kubectl", "config", "view", "--minify", "-o", "jsonpath={..namespace}"]);
    expect(current).toMatchObject({ exitCode: 0, stdout: driver.namespace });
    expect(driver.environment().KUBECONFIG).toBe(driver.kubeconfig);
    expect(driver.kubeconfig).not.toBe(userKubeconfig);
    expect((await driver.run(["kubectl", "get", "nodes", "-o", "name"])).stdout).toBe("node/minikube\n");
  });

  test("runs minikube where there is one, and nothing else", async () => {
    expect(await driver.run(["minikube", "ip"])).toMatchObject(kind === "kubeconfig" ? { exitCode: 127 } : { exitCode: 0, stdout: `${address}\n` });
    expect((await driver.run(["sh", "-c", "true"])).exitCode).toBe(127);
  });

  test("lists objects with their kind", async () => {
    const result = await driver.reading.list({ apiVersion: "v1", kind: "Service", namespace: "default" }, never);
    expect(result).toMatchObject({ status: "read", items: [{ apiVersion: "v1", kind: "Service", metadata: { name: "kubernetes" } }] });
  });

  test("says that something has changed, and ends with its signal", async () => {
    const stop = new AbortController();
    const changes = driver.changes(stop.signal)[Symbol.asyncIterator]();
    const first = changes.next();
    const body = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: `seen-by-${kind}`, namespace: driver.namespace }, data: { a: "1" } };
    // The watch begins when it begins: write until it has seen one.
    let done = false;
    void first.then(() => (done = true));
    for (let round = 0; !done; round += 1) {
      const method = round % 2 === 0 ? "POST" : "DELETE";
      const path = `/api/v1/namespaces/${driver.namespace}/configmaps${method === "POST" ? "" : `/${body.metadata.name}`}`;
      await askCluster(paths, { method, path, body: method === "POST" ? body : undefined, timeoutMs: 5000 });
    }
    expect((await first).done).toBe(false);
    stop.abort();
    let last = await changes.next();
    while (!last.done) last = await changes.next();
    expect(last.done).toBe(true);
  });

  test("a node port where nobody listens has refused, and the path was the one asked for", async () => {
    const to = { at: "node", namespace: "default", service: "none", servicePort: 80, nodePort: 31999 } as const;
    const result = await driver.reading.probe({ kind: "http", id: "x", to, path: "/", requests: 1, timeoutMs: 2000 }, never);
    expect(result).toMatchObject({ kind: "http", vantage: { via: "node-address", address: `${address}:31999` }, replies: [{ outcome: "refused" }] });
  });

  test("a command in a pod that is gone is called off, never the learner's fault", async () => {
    const probe = { kind: "exec", id: "x", namespace: "default", pod: "none", container: "c", command: ["true"], timeoutMs: 5000 } as const;
    expect(await driver.reading.probe(probe, never)).toMatchObject({ kind: "unavailable", trouble: { code: "cancelled" } });
  });

  test("reads the log of a pod", async () => {
    const pods = await driver.reading.list({ apiVersion: "v1", kind: "Pod", namespace: "kube-system" }, never);
    const pod = pods.status === "read" ? (pods.items.find(({ metadata }) => metadata.name.startsWith("coredns-"))?.metadata.name ?? "") : "";
    const result = await driver.reading.probe(
      { kind: "logs", id: "x", namespace: "kube-system", pod, container: "coredns", previous: false, tailLines: 10 },
      never,
    );
    expect(result).toMatchObject({ kind: "logs", lines: expect.arrayContaining([".:53"]) });
  });
});

test("a context that isn't there is named, with those that are", async () => {
  const env = { ...process.env, KUBECONFIG: userKubeconfig };
  const opening = openCluster({ choice: { kind: "kubeconfig", name: "nope" }, home: learner, env, namespace: undefined, kubectl, signal: never });
  await expect(opening).rejects.toMatchObject({ code: "wrong-context", text: { en: expect.stringMatching(/nope[\s\S]*minikube[\s\S]*work/) } });
});

test("the learner's kubeconfig is only ever read", () => {
  expect((JSON.parse(readFileSync(userKubeconfig, "utf8")) as { "current-context": string })["current-context"]).toBe("work");
});
