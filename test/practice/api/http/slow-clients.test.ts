/** Clients that send a little at a time, or nothing: they are answered or cut off, and those who behave are served meanwhile. */
import { createServer } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Served, serve } from "../support/served.ts";

let served: Served;

beforeAll(async () => {
  // As in the daemon: the socket was bound, and holds the cluster, before the API was there.
  const listener = createServer({ pauseOnConnect: true });
  await new Promise<void>((resolve) => listener.listen({ host: "127.0.0.1", port: 0 }, resolve));
  served = await serve({ listener, patience: { headersMs: 150, requestMs: 300, lookMs: 20 } });
});
afterAll(() => served.close());

/** All that came back until the server closed the connection. */
function send(text: string, identity = true): Promise<string> {
  return new Promise((resolve) => {
    let received = "";
    const { ca, cert, key } = served.pem;
    const socket: TLSSocket = connect({ host: "127.0.0.1", port: served.port, ca, ...(identity && { cert, key }) }, () => socket.write(text));
    socket.setEncoding("utf8").on("data", (part: string) => {
      received += part;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(received));
  });
}

const head = "POST /api/v1/namespaces/default/configmaps HTTP/1.1\r\nhost: x\r\n";

describe("a client that takes too long", () => {
  it.each([
    ["in the middle of its headers", `${head}content-ty`],
    ["before its body", `${head}content-type: application/json\r\ncontent-length: 100\r\n\r\n`],
    ["in the middle of its body", `${head}content-type: application/json\r\ncontent-length: 100\r\n\r\n{"apiVersion":`],
    ["in the middle of a chunk", `${head}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n10\r\n{"a`],
    ["with a second request", `GET /version HTTP/1.1\r\nhost: x\r\n\r\n${head}content-ty`],
  ])("is cut off %s", async (_where, text) => {
    const answer = await send(text);
    if (text.startsWith("GET")) expect(answer).toContain("HTTP/1.1 200 OK");
    expect(answer).toContain("HTTP/1.1 408 Request Timeout");
  });

  it("is not one who waits for changes", async () => {
    const { status, text } = await served.ask("/api/v1/namespaces/default/configmaps?watch=1&timeoutSeconds=1");
    expect([status, text]).toEqual([200, ""]);
  });

  it("leaves the others served", async () => {
    const slow = Array.from({ length: 50 }, () => send(`${head}content-ty`));
    expect((await served.ask("/api/v1/namespaces/default")).status).toBe(200);
    await Promise.all(slow);
  });
});
