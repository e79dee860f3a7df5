/** A small real HTTPS server on loopback that a kubeconfig points to, for troubles that a healthy cluster doesn't have. */

import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureCertificates } from "../../src/practice/certificates.ts";

export interface TestApiServer {
  readonly kubeconfig: string;
  readonly url: string;
  /** METHOD path of every request. */
  readonly asked: readonly string[];
  /** Settles when so many connections are open. */
  connections(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startTestApiServer(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<TestApiServer> {
  const folder = mkdtempSync(join(tmpdir(), "svclab-api-"));
  const certificates = await ensureCertificates(join(folder, "certificates"), { addresses: ["127.0.0.1"], now: Date.now() });
  const asked: string[] = [];
  const server = createServer({ key: certificates.server.key, cert: certificates.server.cert }, (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  // A WebSocket's request is one like any other here.
  server.on("upgrade", (request, socket) => {
    asked.push(`${request.method} ${request.url}`);
    const response = new ServerResponse(request);
    response.assignSocket(socket as Socket);
    answer(request, response);
  });
  const open = new Set<Socket>();
  const changed = new EventEmitter();
  server.on("secureConnection", (socket: Socket) => {
    open.add(socket);
    changed.emit("change");
    socket.on("error", () => {});
    socket.once("close", () => {
      open.delete(socket);
      changed.emit("change");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(kubeconfig, kubeconfigText(url, certificates.ca));
  return {
    kubeconfig,
    url,
    asked,
    async connections(count) {
      while (open.size !== count) await once(changed, "change");
    },
    close() {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) =>
        server.close(() => {
          rmSync(folder, { recursive: true, force: true });
          resolve();
        }),
      );
    },
  };
}

function kubeconfigText(server: string, ca: string, extra: { readonly extensions?: unknown; readonly name?: string } = {}): string {
  const name = extra.name ?? "test";
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, "certificate-authority-data": Buffer.from(ca).toString("base64") } }],
    contexts: [{ name, context: { cluster: name, user: name, ...(extra.extensions === undefined ? {} : { extensions: extra.extensions }) } }],
    users: [{ name, user: { token: "secret" } }],
    "current-context": name,
  });
}
