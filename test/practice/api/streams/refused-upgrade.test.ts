import { createServer, type Server } from "node:net";
import { connect } from "node:tls";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Served, serve } from "../support/served.ts";

let served: Served;
let listener: Server;

beforeAll(async () => {
  listener = createServer({ pauseOnConnect: true });
  await new Promise<void>((resolve) => listener.listen({ host: "127.0.0.1", port: 0 }, resolve));
  served = await serve({ listener });
});
afterAll(() => served.close());

function refusedUpgrade(header = "x-none: 1"): Promise<string> {
  const { ca, cert, key } = served.pem;
  return new Promise((resolve) => {
    let received = "";
    const socket = connect({ host: "127.0.0.1", port: served.port, ca, cert, key }, () => {
      socket.write(
        `GET /api/v1/namespaces/default/pods/none/exec?command=a HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n${header}\r\n\r\nmore`,
      );
    });
    socket.setEncoding("utf8").on("data", (part: string) => {
      received += part;
    });
    socket.on("close", () => resolve(received));
  });
}

const connections = (): Promise<number> => new Promise((resolve) => listener.getConnections((_error, count) => resolve(count)));

it("a refused session is told why, and keeps no connection", { timeout: 10_000 }, async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => refusedUpgrade()));
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 404 [\s\S]*pods \\"none\\" not found/);
  while ((await connections()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
});

it("a session in the name of someone without rights is refused as a thing to create", async () => {
  expect(await refusedUpgrade("impersonate-user: bob")).toContain('pods \\"none\\" is forbidden: User \\"bob\\" cannot create resource \\"pods/exec\\"');
});
