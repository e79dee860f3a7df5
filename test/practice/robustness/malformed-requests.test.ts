/**
 * Malformed HTTP, JSON, YAML, protobuf, patches and WebSocket frames, as a broken or hostile client on this computer would send them.
 * FUZZ_REQUESTS (default 3000) says how many; FUZZ_SEED repeats a run.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { down, type RunningPractice, status, up } from "../../../src/practice/daemon/control.ts";
import { type Random, seededRandom } from "../../support/random.ts";

const home = mkdtempSync(join(tmpdir(), "svclab-fuzz-"));
const requests = Number(process.env.FUZZ_REQUESTS ?? 3000);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
let cluster: RunningPractice;
/** What was answered with 500, and the body that provoked it. */
const bugs: string[] = [];
let tls: { readonly ca: Buffer; readonly cert: Buffer; readonly key: Buffer };

beforeAll(async () => {
  cluster = await up({ home, env: process.env });
  const config = parse(readFileSync(cluster.kubeconfig, "utf8")) as {
    clusters: [{ cluster: Record<string, string> }];
    users: [{ user: Record<string, string> }];
  };
  const decode = (text: string | undefined): Buffer => Buffer.from(text ?? "", "base64");
  const { cluster: server } = config.clusters[0];
  const { user } = config.users[0];
  tls = { ca: decode(server["certificate-authority-data"]), cert: decode(user["client-certificate-data"]), key: decode(user["client-key-data"]) };
});

afterAll(async () => {
  await down({ home });
  rmSync(home, { recursive: true, force: true });
});

test(`${requests} malformed requests leave the practice cluster answering (seed ${seed})`, { timeout: 1_800_000 }, async () => {
  const random = seededRandom(seed);
  const before = await status({ home });
  const codes = new Map<number | string, number>();
  for (let sent = 0; sent < requests; sent += 20) {
    const batch = Array.from({ length: 20 }, () => (random.below(5) === 0 ? sendRaw(random) : sendHttp(random)));
    for (const code of await Promise.all(batch)) codes.set(code, (codes.get(code) ?? 0) + 1);
    if (sent % 1000 === 0) expect(await status({ home }), `after ${sent} requests; its log: ${log().slice(-3000)}`).toMatchObject({ status: "running" });
  }
  const after = await status({ home });
  // Not that it is ready: among the requests are good ones that delete the node.
  expect(after).toMatchObject({ status: "running" });
  expect(after.status === "running" && before.status === "running" && after.pid === before.pid).toBe(true);
  expect(bugs).toEqual([]);
  expect(codes.get(400) ?? 0, "the fuzz must reach the decoders").toBeGreaterThan(requests / 100);
  expect(log()).not.toMatch(/bug:|crash:/);
});

function log(): string {
  return readFileSync(join(home, "practice", "daemon.log"), "utf8");
}

const resources = [
  "pods",
  "services",
  "configmaps",
  "secrets",
  "namespaces",
  "nodes",
  "events",
  "endpoints",
  "serviceaccounts",
  "nope",
  "pods/x/exec",
  "pods/x/log",
  "pods/x/portforward",
];
const types = [
  "application/json",
  "application/yaml",
  "application/vnd.kubernetes.protobuf",
  "application/json-patch+json",
  "application/merge-patch+json",
  "application/strategic-merge-patch+json",
  "application/apply-patch+yaml",
  "text/plain",
  "",
];
const seeds = [
  '{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":{"ports":[{"port":1}],"selector":{"a":"b"}}}',
  '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"redis"}]}}',
  '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"x"}]}}}}',
  '[{"op":"replace","path":"/spec/ports/0/port","value":5},{"op":"remove","path":"/metadata/labels"}]',
  '{"metadata":{"annotations":{"a":null}},"spec":{"$patch":"replace","ports":[{"port":1,"$patch":"delete"}]}}',
  "a: &a [*a, *a]\nkind: Service",
  "{".repeat(5000),
  "[".repeat(20_000),
  '{"metadata":{"name":"x","labels":{"__proto__":"y"}},"__proto__":{"kind":"Pod"}}',
];
const values = ["null", "-1", "1e999", '""', "[]", "{}", "true", "99999999999999999999", '"\\ud800"', "[[[[]]]]", '{"a":{"b":{}}}'];

function mutate(random: Random): Buffer {
  let text = random.pick(seeds);
  for (let times = random.below(4); times > 0; times -= 1) {
    const at = random.below(text.length);
    switch (random.below(4)) {
      case 0:
        text = text.slice(0, at) + text.slice(at + random.below(8));
        break;
      case 1:
        text = text.slice(0, at) + String.fromCharCode(random.below(0x2ff)) + text.slice(at);
        break;
      case 2:
        text = text.replace(/"[a-z]+":("[^"]*"|\d+)/i, (field) => `${field.slice(0, field.indexOf(":") + 1)}${random.pick(values)}`);
        break;
      default:
        text = text.slice(0, at);
    }
  }
  if (random.below(12) === 0) return Buffer.concat([Buffer.from("k8s\0"), random.bytes(random.below(300))]);
  return random.below(12) === 0 ? random.bytes(random.below(400)) : Buffer.from(text);
}

function path(random: Random): string {
  const group = random.pick(["/api/v1", "/apis/apps/v1", "/apis/discovery.k8s.io/v1", "/apis/nope/v9", "/openapi/v3", "/svclab/x", ""]);
  const name = random.pick(["", "", "/a", "/d/status", "/d/scale", "/%00", "/..%2f..", `/${"x".repeat(300)}`]);
  const query = random.pick([
    "",
    "",
    "?labelSelector=a%3D%3D%3Db",
    "?fieldSelector=,,",
    "?limit=-1&continue=zzz",
    "?watch=1&timeoutSeconds=1&resourceVersion=abc",
    "?dryRun=No",
    "?fieldValidation=x",
    "?fieldManager=m&force=1",
    "?%zz",
  ]);
  const resource = group === "/apis/apps/v1" ? random.pick(["deployments", "replicasets", "daemonsets"]) : random.pick(resources);
  return `${group}${random.pick(["/namespaces/default", "/namespaces/default", "/namespaces/nope", ""])}/${resource}${name}${query}`;
}

function sendHttp(random: Random): Promise<number | string> {
  return new Promise((resolve) => {
    const method = random.pick(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"]);
    const headers: Record<string, string> = {
      "content-type": random.pick(types),
      accept: random.pick(["application/json", "*/*", "application/json;as=Table;v=v1;g=meta.k8s.io", "nonsense"]),
    };
    if (random.below(10) === 0)
      Object.assign(headers, {
        connection: "upgrade",
        upgrade: random.pick(["websocket", "SPDY/3.1"]),
        "sec-websocket-key": "x",
        "sec-websocket-version": "13",
      });
    const target = path(random);
    const body = mutate(random);
    const outgoing = request(`${cluster.url}${target}`, { method, headers, ...tls, agent: false, timeout: 4000 }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => {
        if (response.statusCode === 500) bugs.push(`${method} ${target} ${headers["content-type"]} ${body.toString().slice(0, 300)} -> ${text}`);
      });
      response.on("close", () => resolve(response.statusCode ?? "none"));
      response.on("error", () => resolve("cut"));
    });
    outgoing.on("timeout", () => outgoing.destroy());
    outgoing.on("error", () => resolve("refused"));
    outgoing.on("upgrade", (_response, socket) => {
      socket.on("error", () => undefined);
      socket.on("close", () => resolve("upgraded"));
      socket.write(random.bytes(50 + random.below(200)));
      setTimeout(() => socket.destroy(), 50);
    });
    outgoing.end(method === "GET" || method === "HEAD" ? undefined : body);
  });
}

/** Bytes that are no HTTP, or HTTP that lies about itself. */
function sendRaw(random: Random): Promise<string> {
  const { hostname, port } = new URL(cluster.url);
  return new Promise((resolve) => {
    const socket: TLSSocket = connect({ host: hostname, port: Number(port), ...tls, servername: "localhost" }, () => {
      socket.write(
        random.pick([
          () => random.bytes(1 + random.below(500)),
          () => Buffer.from(`POST /api/v1/namespaces/default/services HTTP/1.1\r\nhost: x\r\ncontent-length: ${random.below(99_999)}\r\n\r\n{`),
          () => Buffer.from("GET / HTTP/9.9\r\n\r\n"),
          () => Buffer.from(`GET /${"a".repeat(70_000)} HTTP/1.1\r\n\r\n`),
          () => Buffer.from("POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
          () =>
            Buffer.concat([
              Buffer.from(
                "GET /api/v1/namespaces/default/pods/a/exec?command=a HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-protocol: v5.channel.k8s.io\r\n\r\n",
              ),
              random.bytes(100),
            ]),
        ])(),
      );
      setTimeout(() => socket.destroy(), 20 + random.below(60));
    });
    socket.on("error", () => resolve("cut"));
    socket.on("close", () => resolve("closed"));
    socket.resume();
  });
}
