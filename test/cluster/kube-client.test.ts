import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createKubeClient } from "../../src/cluster/kube/client.ts";
import { createReading } from "../../src/cluster/reading.ts";
import { startTestApiServer, type TestApiServer } from "./api-server.ts";

const pods = { apiVersion: "v1", kind: "Pod" };
const never = new AbortController().signal;
const servers: TestApiServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<TestApiServer> {
  const server = await startTestApiServer(answer);
  servers.push(server);
  return server;
}

function json(response: ServerResponse, code: number, body: unknown): void {
  response.writeHead(code, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function statusOf(code: number, reason: string, message: string): unknown {
  return { kind: "Status", apiVersion: "v1", status: "Failure", message, reason, code };
}

const podList = (names: readonly string[], metadata: object = {}): unknown => ({
  kind: "PodList",
  apiVersion: "v1",
  metadata,
  items: names.map((name) => ({ metadata: { name } })),
});

test("items of a list say what they are", async () => {
  const server = await serve((_request, response) => json(response, 200, podList(["redis"])));
  const result = await createKubeClient(server).list(pods, never);
  expect(result).toEqual({ status: "read", items: [{ apiVersion: "v1", kind: "Pod", metadata: { name: "redis" } }] });
  expect(server.asked).toEqual(["GET /api/v1/pods"]);
});

test("a list that comes in pages is read to its end", async () => {
  const server = await serve((request, response) =>
    json(response, 200, request.url?.includes("continue") ? podList(["b"]) : podList(["a"], { continue: "next page" })),
  );
  const result = await createKubeClient(server).list(pods, never);
  expect(result.status === "read" && result.items.map(({ metadata }) => metadata.name)).toEqual(["a", "b"]);
});

test.each([
  [401, "Unauthorized", "unauthorized"],
  [403, "Forbidden", "forbidden"],
  [404, "NotFound", "not-supported"],
  [500, "InternalError", "server-error"],
  [503, "ServiceUnavailable", "server-error"],
  [504, "Timeout", "timeout"],
] as const)("HTTP %d %s is trouble with the server's own words", async (code, reason, trouble) => {
  const server = await serve((_request, response) => json(response, code, statusOf(code, reason, `no: ${reason}`)));
  const result = await createKubeClient(server).list(pods, never);
  expect(result).toMatchObject({ status: "unreadable", trouble: { code: trouble, detail: `HTTP ${code}: no: ${reason}` } });
});

test("a throttled request is tried again as the server says, and is trouble when it stays so", async () => {
  const server = await serve((_request, response) => {
    response.setHeader("retry-after", "0");
    json(response, 429, statusOf(429, "TooManyRequests", "slow down"));
  });
  const result = await createKubeClient(server).list(pods, never);
  expect(result.status === "unreadable" && result.trouble.code).toBe("throttled");
  expect(server.asked.length).toBe(3);
});

test.each([429, 502, 503])("HTTP %d for a moment is no trouble", async (code) => {
  let times = 0;
  const server = await serve((_request, response) => {
    times += 1;
    response.setHeader("retry-after", "0");
    if (times < 3) json(response, code, statusOf(code, "Busy", "not now"));
    else json(response, 200, podList(["redis"]));
  });
  expect((await createKubeClient(server).list(pods, never)).status).toBe("read");
});

test("a time to wait that is longer than the time that is left is not waited for", async () => {
  const server = await serve((_request, response) => {
    response.setHeader("retry-after", "3600");
    json(response, 429, statusOf(429, "TooManyRequests", "slow down"));
  });
  const result = await createKubeClient(server).list(pods, never);
  expect(result.status === "unreadable" && result.trouble.code).toBe("throttled");
  expect(server.asked.length).toBe(1);
});

test("a refusal counts for more than that the time ran out after it", async () => {
  let times = 0;
  const server = await serve((_request, response) => {
    times += 1;
    response.setHeader("retry-after", "0");
    if (times === 1) json(response, 503, statusOf(503, "ServiceUnavailable", "starting"));
  });
  const result = await createKubeClient({ ...server, timeoutMs: 300 }).list(pods, never);
  expect(result).toMatchObject({ status: "unreadable", trouble: { code: "server-error", detail: "HTTP 503: starting" } });
});

test("a connection that is reset once is no trouble", async () => {
  let times = 0;
  const server = await serve((_request, response) => {
    times += 1;
    if (times === 1) response.socket?.destroy();
    else json(response, 200, podList(["redis"]));
  });
  expect((await createKubeClient(server).list(pods, never)).status).toBe("read");
});

test("credentials that were refused are asked for again, once", async () => {
  const server = await serve((_request, response) => json(response, 401, statusOf(401, "Unauthorized", "Unauthorized")));
  await createKubeClient(server).list(pods, never);
  expect(server.asked.length).toBe(2);
});

test("pages that never end are ended by the time-out of the list", async () => {
  const server = await serve((_request, response) => json(response, 200, podList(["a"], { continue: "more" })));
  const result = await createKubeClient({ ...server, timeoutMs: 300 }).list(pods, never);
  expect(result.status === "unreadable" && result.trouble.code).toBe("timeout");
});

test("a list whose next page is gone is read from its beginning", async () => {
  let times = 0;
  const server = await serve((request, response) => {
    times += 1;
    if (request.url?.includes("continue") && times === 2) json(response, 410, statusOf(410, "Expired", "The provided continue parameter is too old"));
    else json(response, 200, request.url?.includes("continue") ? podList(["b"]) : podList(["a"], { continue: "next" }));
  });
  const result = await createKubeClient(server).list(pods, never);
  expect(result.status === "read" && result.items.map(({ metadata }) => metadata.name)).toEqual(["a", "b"]);
});

test.each([
  ["a page of a network that wants a sign-in", 200, "<html><body>Sign in</body></html>"],
  ["bytes that are nothing", 200, "\u0001\u0002"],
  ["a list of what is no object", 200, '{"kind":"PodList","items":[null]}'],
  ["an object without a name", 200, '{"kind":"PodList","items":[{"metadata":{}}]}'],
  ["another document", 200, '{"kind":"Pod"}'],
  ["nothing at all", 200, "null"],
  ["a redirection", 302, ""],
  ["a proxy that wants a password", 407, "denied"],
  ["a page that isn't found", 404, "<!DOCTYPE html>"],
])("%s is no answer of Kubernetes", async (_what, code, body) => {
  const server = await serve((_request, response) => {
    response.writeHead(code);
    response.end(body);
  });
  const result = await createKubeClient(server).list(pods, never);
  expect(result.status === "unreadable" && result.trouble.code).toBe("not-kubernetes");
});

test("what a list may not be read for can be asked of the cluster", async () => {
  const server = await serve((_request, response) => json(response, 403, statusOf(403, "Forbidden", "no")));
  const client = createKubeClient(server);
  const [all, own, nodes] = await Promise.all([
    client.list({ apiVersion: "apps/v1", kind: "Deployment" }, never),
    client.list({ apiVersion: "apps/v1", kind: "Deployment", namespace: "mine" }, never),
    client.list({ apiVersion: "v1", kind: "Node" }, never),
  ]);
  const asked = [all, own, nodes].map((list) => (list.status === "unreadable" ? list.trouble.look?.join(" ") : undefined));
  expect(asked).toEqual([
    "kubectl auth can-i list deployments.apps --all-namespaces",
    "kubectl auth can-i list deployments.apps --namespace mine",
    "kubectl auth can-i list nodes",
  ]);
});

test("an answer that ends early is never taken for an empty list", async () => {
  const server = await serve((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[', () => response.socket?.destroy());
  });
  const result = await createKubeClient(server).list(pods, never);
  expect(result.status === "unreadable" && result.trouble.code).toBe("cut-short");
});

test("half an answer that is ended properly is cut short too", async () => {
  const server = await serve((_request, response) => response.end('{"kind":"PodList","items":['));
  const result = await createKubeClient(server).list(pods, never);
  expect(result.status === "unreadable" && result.trouble.code).toBe("cut-short");
});

test("a server that accepts and then says nothing is a time-out", async () => {
  const server = await serve(() => {});
  const result = await createKubeClient({ ...server, timeoutMs: 150 }).list(pods, never);
  expect(result.status === "unreadable" && result.trouble.code).toBe("timeout");
});

test("a cancelled list says so", async () => {
  const server = await serve(() => {});
  const result = await createKubeClient(server).list(pods, AbortSignal.timeout(100));
  expect(result.status === "unreadable" && result.trouble.code).toBe("cancelled");
});

test("a server that is gone is unreachable", async () => {
  const server = await serve(() => {});
  const client = createKubeClient(server);
  await servers.pop()?.close();
  const result = await client.list(pods, never);
  expect(result.status === "unreadable" && result.trouble.code).toBe("unreachable");
});

test("proxies of the environment have no say", async () => {
  const server = await serve((_request, response) => json(response, 200, podList([])));
  process.env.HTTPS_PROXY = "http://127.0.0.1:1";
  process.env.https_proxy = "http://127.0.0.1:1";
  const result = await createKubeClient(server).list(pods, never);
  delete process.env.HTTPS_PROXY;
  delete process.env.https_proxy;
  expect(result.status).toBe("read");
});

test("a kind that isn't known is looked up, and a cluster that lacks it is not blamed on anyone", async () => {
  const server = await serve((_request, response) =>
    json(response, 200, { kind: "APIResourceList", resources: [{ name: "ingresses", kind: "Ingress", namespaced: true }] }),
  );
  const result = await createKubeClient(server).list({ apiVersion: "networking.k8s.io/v1", kind: "Gateway" }, never);
  expect(result.status === "unreadable" && result.trouble.code).toBe("not-supported");
});

test("where reading all namespaces is forbidden, the own one is read", async () => {
  const server = await serve((request, response) =>
    request.url === "/api/v1/namespaces/mine/pods" ? json(response, 200, podList(["own"])) : json(response, 403, statusOf(403, "Forbidden", "no")),
  );
  const reading = createReading({ client: async () => createKubeClient(server), namespace: "mine", places: () => [] });
  const result = await reading.list(pods, never);
  expect(result.status === "read" && result.items.map(({ metadata }) => metadata.name)).toEqual(["own"]);
});

test("a refused exec is exec-refused", async () => {
  const server = await serve(() => {});
  const reading = createReading({ client: async () => createKubeClient(server), namespace: "mine", places: () => [] });
  const probe = { kind: "exec", id: "x", namespace: "mine", pod: "p", container: "c", command: ["true"], timeoutMs: 1000 } as const;
  const refusing = await serve((_request, response) => json(response, 500, statusOf(500, "InternalError", "error sending request")));
  const refused = createReading({ client: async () => createKubeClient(refusing), namespace: "mine", places: () => [] });
  expect(await refused.probe(probe, never)).toMatchObject({
    kind: "unavailable",
    trouble: { code: "exec-refused", detail: "HTTP 500: error sending request" },
  });
  expect(await reading.probe({ ...probe, timeoutMs: 150 }, never)).toMatchObject({ kind: "unavailable", trouble: { code: "timeout" } });
});

test("a watch ends with an error that can be acted on when it is refused", async () => {
  const server = await serve((_request, response) => json(response, 403, statusOf(403, "Forbidden", "pods is forbidden")));
  const watching = createKubeClient(server)
    .watch({ ...pods, namespace: "mine" }, "1", never)
    [Symbol.asyncIterator]()
    .next();
  await expect(watching).rejects.toMatchObject({ code: "watch-lost", exitCode: 3 });
});

test("a context that isn't there is named, with those that are", async () => {
  const server = await serve(() => {});
  expect(() => createKubeClient({ kubeconfig: server.kubeconfig, context: "nope" })).toThrow(/no context nope[\s\S]*test/);
});

test("an exec and a forward that nobody answers leave no connection behind", async () => {
  const server = await serve(() => {});
  const client = createKubeClient(server);
  const over = new AbortController();
  const call = { namespace: "mine", pod: "p", container: "c", command: ["true"], timeoutMs: 60_000 };
  const both = Promise.all([client.exec(call, over.signal), client.forward({ namespace: "mine", pod: "p", port: 80 }, over.signal)]);
  await server.connections(2);
  over.abort();
  expect((await both).map((reply) => reply.status === "trouble" && reply.trouble.code)).toEqual(["cancelled", "cancelled"]);
  await server.connections(0);
});

test("an exec that is forbidden says which right is missing", async () => {
  const server = await serve((_request, response) => json(response, 403, statusOf(403, "Forbidden", "pods is forbidden")));
  const reply = await createKubeClient(server).exec({ namespace: "mine", pod: "p", container: "c", command: ["true"], timeoutMs: 5000 }, never);
  expect(reply).toEqual({
    status: "trouble",
    trouble: {
      code: "forbidden",
      detail: "HTTP 403: pods is forbidden",
      look: ["kubectl", "auth", "can-i", "get", "pods", "--subresource=exec", "--namespace", "mine"],
    },
  });
});

test("requests one after another share a connection", async () => {
  const sockets = new Set<Socket>();
  const server = await serve((request, response) => {
    sockets.add(request.socket);
    json(response, 200, podList(["redis"]));
  });
  const client = createKubeClient(server);
  for (let turn = 0; turn < 3; turn += 1) await client.list(pods, never);
  expect([server.asked.length, sockets.size]).toEqual([3, 1]);
});

test("kept connections that the server closes as they are used are no trouble: the question is asked anew", async () => {
  const used = new Set<Socket>();
  const server = await serve((request, response) => {
    if (used.has(request.socket)) request.socket.destroy();
    else json(response, 200, podList(["redis"]));
    used.add(request.socket);
  });
  const client = createKubeClient(server);
  await Promise.all(Array.from({ length: 6 }, () => client.list(pods, never)));
  expect(await client.list(pods, never)).toMatchObject({ status: "read" });
});
