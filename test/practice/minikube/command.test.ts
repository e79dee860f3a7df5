import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseStatus } from "../../../src/cluster/minikube/status.ts";
import { down, up } from "../../../src/practice/daemon/control.ts";
import { practicePaths } from "../../../src/practice/daemon/paths.ts";
import { askCluster } from "../../../src/practice/daemon/private-client.ts";
import { talk } from "../../../src/process/long-running.ts";
import { run } from "../../../src/process/run.ts";

const home = mkdtempSync(join(tmpdir(), "svclab-minikube-"));
const paths = practicePaths(home);
const program = join(paths.bin, "minikube");
const english = { LC_ALL: "en_US.UTF-8", SVCLAB_LANG: undefined };
let address: string;

beforeAll(async () => {
  address = (await up({ home, env: process.env })).nodeAddress;
  await create("/api/v1/namespaces/default/services", service("counter-np", "NodePort", [{ port: 3000, nodePort: 31000 }]));
  await create("/api/v1/namespaces/default/services", service("redis", "ClusterIP", [{ port: 6379 }]));
  await create(
    "/api/v1/namespaces/default/services",
    service("two", "NodePort", [
      { name: "web", port: 80, nodePort: 31001 },
      { name: "admin", port: 81, nodePort: 31002 },
    ]),
  );
});
afterAll(async () => {
  await down({ home });
  rmSync(home, { recursive: true, force: true });
});

function service(name: string, type: string, ports: readonly object[]) {
  const full = ports.map((port) => ({ protocol: "TCP", targetPort: 3000, ...port }));
  return { apiVersion: "v1", kind: "Service", metadata: { name, namespace: "default" }, spec: { type, selector: { app: name }, ports: full } };
}

async function api(method: "GET" | "POST" | "DELETE", path: string, body?: unknown) {
  const reply = await askCluster(paths, { method, path, body, timeoutMs: 5000 });
  if (reply.status !== "answered") throw new Error(`${path}: ${reply.status}`);
  return reply;
}

async function create(path: string, body: unknown): Promise<void> {
  const reply = await api("POST", path, body);
  expect(reply).toMatchObject({ code: 201 });
}

const minikube = (...args: readonly string[]) => run([program, ...args], { env: english, timeoutMs: 20_000 });

test("ip prints the node's address", async () => {
  expect(await minikube("ip")).toEqual({ exitCode: 0, stdout: `${address}\n`, stderr: "" });
});

test("status is what the driver of real minikube understands", async () => {
  const json = await minikube("status", "-o", "json");
  expect(parseStatus(json)).toEqual({ status: "running" });
  expect((await minikube("status")).stdout).toBe(
    "minikube\ntype: Control Plane\nhost: Running\nkubelet: Running\napiserver: Running\nkubeconfig: Configured\n\n",
  );
});

test("another profile is not found, with minikube's exit code and its words on stdout", async () => {
  const result = await minikube("ip", "-p", "other");
  expect(result.exitCode).toBe(85);
  expect(result.stdout).toContain('Profile "other" not found');
  expect(parseStatus(await minikube("status", "-p", "other", "-o", "json")).status).toBe("absent");
});

test("profile list tells driver, node and addons in one document", async () => {
  const { stdout } = await minikube("profile", "list", "-o", "json");
  expect(JSON.parse(stdout)).toMatchObject({
    invalid: [],
    valid: [
      { Name: "minikube", Status: "OK", Config: { Nodes: [{ IP: address, ControlPlane: true }], Addons: { "storage-provisioner": true } }, Active: true },
    ],
  });
});

test("service list names the URLs of node ports and says where there is none", async () => {
  const { stdout } = await minikube("service", "list", "-n", "default", "-o", "json");
  expect(JSON.parse(stdout)).toEqual([
    { Namespace: "default", Name: "counter-np", URLs: [`http://${address}:31000`], PortNames: ["3000"] },
    { Namespace: "default", Name: "kubernetes", URLs: [], PortNames: ["No node port"] },
    { Namespace: "default", Name: "redis", URLs: [], PortNames: ["No node port"] },
    { Namespace: "default", Name: "two", URLs: [`http://${address}:31001`, `http://${address}:31002`], PortNames: ["web/80", "admin/81"] },
  ]);
  expect((await minikube("service", "list", "-n", "empty", "-o", "json")).stdout).toBe("null");
});

test("a Service without a running pod is unreachable, one without a node port is said so, a missing one is 115", async () => {
  expect(await minikube("service", "counter-np", "--url")).toMatchObject({
    exitCode: 115,
    stdout: "",
    stderr: expect.stringContaining("no running pod for service counter-np found"),
  });
  expect(await minikube("service", "redis", "--url")).toMatchObject({ exitCode: 0, stdout: "😿  service default/redis has no node port\n" });
  expect(await minikube("service", "nope", "--url")).toMatchObject({
    exitCode: 115,
    stderr: expect.stringContaining("SVC_NOT_FOUND: Service 'nope' was not found in 'default' namespace."),
  });
  expect((await minikube("service")).exitCode).toBe(14);
});

test("metallb is off, then on with an empty pool, then holds the range that was typed at two prompts", async () => {
  const config = async (): Promise<string> =>
    ((await api("GET", "/api/v1/namespaces/metallb-system/configmaps/config")).body as { data: { config: string } }).data.config;
  const state = async (): Promise<string> =>
    (JSON.parse((await minikube("addons", "list", "-o", "json")).stdout) as { metallb: { Status: string } }).metallb.Status;
  expect(await state()).toBe("disabled");
  expect((await minikube("addons", "enable", "metallb")).stdout).toContain("🌟  The 'metallb' addon is enabled");
  expect(await state()).toBe("enabled");
  expect(await config()).toMatch(/- -\n$/);

  const typed = await configure(["no address", address, address]);
  expect(typed).toMatchObject({ code: 0 });
  expect(typed.stdout).toContain("-- Enter Load Balancer Start IP: --Invalid input, please enter a value: -- Enter Load Balancer End IP: ");
  expect(await config()).toContain(`- ${address}-${address}\n`);

  expect((await minikube("addons", "disable", "metallb")).exitCode).toBe(0);
  expect(await state()).toBe("disabled");
});

/** Answers each prompt of `addons configure metallb` when it stands there. */
async function configure(answers: readonly string[]): Promise<{ readonly code: number | null; readonly stdout: string }> {
  const child = spawn(program, ["addons", "configure", "metallb"], { env: { ...process.env, LC_ALL: "en_US.UTF-8" } });
  const left = [...answers];
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    if (stdout.endsWith(": ")) child.stdin.write(`${left.shift() ?? ""}\n`);
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout };
}

test("two answers piped together are one, and the second prompt finds the end", async () => {
  const piped = await run([program, "addons", "configure", "metallb"], { env: english, input: `${address}\n${address}\n`, timeoutMs: 20_000 });
  expect(piped).toMatchObject({ exitCode: 1, stderr: "\nEOF\n" });
});

test("answers that end too early change nothing and exit with 1", async () => {
  expect((await run([program, "addons", "configure", "metallb"], { env: english, input: "127.0.0.9\n", timeoutMs: 20_000 })).exitCode).toBe(1);
});

test("nodes come and go, each with an address of its own", async () => {
  expect((await minikube("node", "list")).stdout).toBe(`minikube\t${address}\n`);
  expect((await minikube("node", "add")).exitCode).toBe(0);
  const second = address.replace(/\d+$/, "3");
  expect((await minikube("node", "list")).stdout).toBe(`minikube\t${address}\nminikube-m02\t${second}\n`);
  expect(JSON.parse((await minikube("status", "-o", "json")).stdout)).toMatchObject([
    { Name: "minikube" },
    { Name: "minikube-m02", APIServer: "Irrelevant", Worker: true },
  ]);
  expect((await minikube("node", "delete", "m02")).exitCode).toBe(0);
  expect((await minikube("node", "list")).stdout).toBe(`minikube\t${address}\n`);
});

test("a tunnel gives a LoadBalancer an address while it runs, and takes it back", async () => {
  await create("/api/v1/namespaces/default/services", service("lb", "LoadBalancer", [{ port: 30000, nodePort: 31005 }]));
  const ingress = async (): Promise<unknown> =>
    ((await api("GET", "/api/v1/namespaces/default/services/lb")).body as { status?: { loadBalancer?: { ingress?: unknown } } }).status?.loadBalancer?.ingress;
  const child = talk([program, "tunnel"], { env: english });
  for await (const line of child.lines) if (line.includes("Starting tunnel for service lb")) break;
  expect(await ingress()).toEqual([{ ip: "127.0.0.1", ipMode: "VIP" }]);
  expect((await child.stop()).exitCode).toBe(0);
  expect(await ingress()).toBeUndefined();
});

test("a template chooses what is shown", async () => {
  expect(await minikube("status", "-f", "{{.Host}} {{.APIServer}}")).toMatchObject({ exitCode: 0, stdout: "Running Running" });
  expect(await minikube("status", "-f", "{{.Nope}}")).toMatchObject({ exitCode: 80, stdout: "" });
  expect(await minikube("status", "-o", "json", "-f", "{{.Host}}")).toMatchObject({ exitCode: 14 });
});

test("the node has its own tools: nobody listens on a node port, kube-proxy has rules for it", async () => {
  expect((await minikube("ssh", "--", "ss", "-lnt")).stdout).not.toContain("31000");
  const rules = (await minikube("ssh", "--", "sudo iptables-save | grep counter-np")).stdout;
  expect(rules).toMatch(
    /^-A KUBE-SERVICES -d \S+\/32 -p tcp -m comment --comment "default\/counter-np has no endpoints" -m tcp --dport 3000 -j REJECT --reject-with icmp-port-unreachable$/m,
  );
  expect((await minikube("ssh", "--", "sudo iptables -t nat -S KUBE-SERVICES")).stdout).toMatch(/^-N KUBE-SERVICES$/m);
});

test("a start writes the addons anew, and a ConfigMap written by hand is lost", async () => {
  expect((await minikube("addons", "enable", "metallb")).exitCode).toBe(0);
  const path = "/api/v1/namespaces/metallb-system/configmaps/config";
  const config = async (): Promise<{ data: { config: string } }> => (await api("GET", path)).body as { data: { config: string } };
  const written = await config();
  await askCluster(paths, { method: "PUT", path, body: { ...written, data: { config: "by hand" } }, timeoutMs: 5000 });
  expect((await config()).data.config).toBe("by hand");
  expect((await minikube("start")).stdout).toContain("🌟  Enabled addons: ");
  expect((await config()).data.config).toBe(written.data.config);
  expect((await minikube("addons", "disable", "metallb")).exitCode).toBe(0);
});

test("what this minikube lacks is named, in the learner's language", async () => {
  expect(await minikube("mount", "/a:/b")).toMatchObject({ exitCode: 60, stdout: "", stderr: expect.stringContaining("mount") });
  const korean = await run([program, "dashboard"], { env: { ...english, LC_ALL: "ko_KR.UTF-8" } });
  expect(korean.stderr).toContain("연습용 클러스터");
  expect((await minikube("addons", "enable", "ingress")).exitCode).toBe(60);
  expect((await minikube("addons", "enable", "nonsense")).exitCode).toBe(10);
});

test("version needs no cluster", async () => {
  const result = await minikube("version", "-o", "json");
  expect(JSON.parse(result.stdout)).toEqual({ commit: expect.any(String), minikubeVersion: "v1.38.1" });
});

test("stopped, it says so as minikube does; started, it is back", async () => {
  expect((await minikube("stop")).exitCode).toBe(0);
  expect(await minikube("status", "-o", "json")).toMatchObject({ exitCode: 7, stdout: expect.stringContaining('"Host":"Stopped"') });
  expect(await minikube("ip")).toMatchObject({ exitCode: 83, stdout: expect.stringContaining("host is not running") });
  expect((await minikube("start")).exitCode).toBe(0);
  expect(await minikube("ip")).toMatchObject({ exitCode: 0, stdout: `${address}\n` });
});
