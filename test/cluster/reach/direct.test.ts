import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { HttpProbe } from "../../../grader/model.ts";
import { direct, probeHttp, sparing, type VantagePoint } from "../../../src/cluster/reach/vantage.ts";

const never = new AbortController().signal;
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function portOf(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

function probe(nodePort: number, requests = 1): HttpProbe {
  return { kind: "http", id: "x", to: { at: "node", namespace: "default", service: "echo", servicePort: 3000, nodePort }, path: "/", requests, timeoutMs: 300 };
}

const loopback = direct(async () => "127.0.0.1");

test("each request is a connection of its own", async () => {
  const connections = new Set<Socket>();
  const server = createHttpServer((_request, response) => response.end("hello"));
  server.on("connection", (socket) => connections.add(socket));
  const result = await probeHttp([loopback], probe(await portOf(server), 3), never);
  expect(result).toMatchObject({ kind: "http", vantage: { via: "node-address", proves: "the-path-asked-for" } });
  expect(result.kind === "http" && result.replies.map((reply) => reply.outcome === "answered" && reply.body)).toEqual(["hello", "hello", "hello"]);
  expect(connections.size).toBe(3);
});

test("a port where nobody listens has refused", async () => {
  const server = createServer();
  const port = await portOf(server);
  await new Promise((resolve) => server.close(resolve));
  const result = await probeHttp([loopback], probe(port), never);
  expect(result.kind === "http" && result.replies[0]?.outcome).toBe("refused");
});

test("a connection that is made and then stays silent is the application's time-out, and is asked once", async () => {
  const port = await portOf(createServer((socket) => socket.on("error", () => {})));
  const result = await probeHttp([loopback], probe(port, 20), never);
  expect(result.kind === "http" && result.replies.map(({ outcome }) => outcome)).toEqual(["timeout"]);
});

test("a connection that is closed without a word is empty", async () => {
  const port = await portOf(createServer((socket) => socket.once("data", () => socket.end())));
  const result = await probeHttp([loopback], probe(port), never);
  expect(result.kind === "http" && result.replies[0]?.outcome).toBe("empty");
});

test("an answer that is no HTTP has failed", async () => {
  const port = await portOf(createServer((socket) => socket.once("data", () => socket.end("-ERR wrong number of arguments\r\n"))));
  const result = await probeHttp([loopback], probe(port), never);
  expect(result.kind === "http" && result.replies[0]?.outcome).toBe("failed");
});

test("without a way to the node another place is asked, and what that leaves unproved is said", async () => {
  const nowhere = direct(async () => undefined);
  const other = async () => ({ status: "tried", vantage: { via: "port-forward", address: "pod/x:3000", proves: "not-the-node-port" }, replies: [] }) as const;
  expect(await probeHttp([nowhere, other], probe(31000), never)).toMatchObject({ kind: "http", vantage: { proves: "not-the-node-port" } });
  expect(await probeHttp([nowhere], probe(31000), never)).toMatchObject({ kind: "unavailable", trouble: { code: "no-route" } });
});

describe("a place that refused, with another nearer by", () => {
  const says = (outcome: "refused" | "answered", proves: "the-path-asked-for" | "not-the-node-port", via: "node-address" | "minikube-ssh"): VantagePoint => {
    const reply = outcome === "answered" ? ({ outcome, code: 200, body: "hello" } as const) : ({ outcome, detail: "ECONNREFUSED" } as const);
    return async () => ({ status: "tried", vantage: { via, address: "x", proves }, replies: [reply] });
  };
  const here = says("refused", "the-path-asked-for", "node-address");

  test.each([
    ["is overruled by an answer on the same path", says("answered", "the-path-asked-for", "minikube-ssh"), "minikube-ssh"],
    ["stands where the other is refused too", says("refused", "the-path-asked-for", "minikube-ssh"), "node-address"],
    ["stands where the other went another way", says("answered", "not-the-node-port", "minikube-ssh"), "node-address"],
  ] as const)("%s", async (_name, there, via) => {
    expect(await probeHttp([here, there], probe(31000), never)).toMatchObject({ kind: "http", vantage: { via } });
  });
});

test("a way that was found cut is spared for half a minute, each address by itself, and then tried again", async () => {
  let asked = 0;
  let now = 0;
  const place = sparing(
    async () => {
      asked += 1;
      return { status: "no-way", trouble: { code: "timeout", detail: "cut" } };
    },
    () => now,
  );
  await place(probe(31000), never);
  await place(probe(31000), never);
  expect(asked).toBe(1);
  await place(probe(32000), never);
  expect(asked).toBe(2);
  now = 30_001;
  await place(probe(31000), never);
  expect(asked).toBe(3);
});
