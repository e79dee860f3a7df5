/**
 * A practice cluster seen through a door that calls its node by an address to which no way leads (RFC 5737), as the node of a
 * minikube in Docker Desktop is. Both addresses have the same length, so that protobuf stays what it is.
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, request as httpsRequest } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { connect } from "node:tls";
import { ensureCertificates } from "../../../src/practice/certificates.ts";

export interface OtherAddress {
  readonly kubeconfig: string;
  readonly address: string;
  close(): Promise<void>;
}

export async function startOtherAddress(of: { readonly kubeconfig: string; readonly address: string; readonly folder: string }): Promise<OtherAddress> {
  const config = JSON.parse(readFileSync(of.kubeconfig, "utf8")) as {
    clusters: [{ cluster: { server: string; "certificate-authority-data": string } }];
    users: [{ user: Record<string, string> }];
  };
  const [{ cluster }] = config.clusters;
  const [{ user }] = config.users;
  const url = new URL(cluster.server);
  const decoded = (text: string | undefined): Buffer => Buffer.from(text ?? "", "base64");
  const upstream = {
    host: url.hostname,
    port: Number(url.port),
    ca: decoded(cluster["certificate-authority-data"]),
    cert: decoded(user["client-certificate-data"]),
    key: decoded(user["client-key-data"]),
  };
  const address = of.address.replace(/^127\.0\.(\d+)\.2$/, "192.0.2.$1");
  if (address === of.address || address.length !== of.address.length) throw new Error(`no other address for ${of.address}`);
  const outward = (bytes: Buffer): Buffer => Buffer.from(bytes.toString("latin1").replaceAll(of.address, address), "latin1");
  const inward = (bytes: Buffer): Buffer => Buffer.from(bytes.toString("latin1").replaceAll(address, of.address), "latin1");

  const certificates = await ensureCertificates(join(of.folder, "certificates"), { addresses: ["127.0.0.1"], now: Date.now() });
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = inward(await whole(request));
    const { "accept-encoding": _encoding, "content-length": _length, ...headers } = request.headers;
    const outgoing = httpsRequest(
      { ...upstream, method: request.method, path: request.url, headers: { ...headers, host: url.host, "content-length": body.length } },
      (answer) => {
        const { "content-length": _old, ...kept } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, kept);
        response.flushHeaders();
        answer.on("data", (chunk: Buffer) => response.write(outward(chunk)));
        answer.on("end", () => response.end());
        answer.on("error", () => response.destroy());
      },
    );
    outgoing.on("error", () => response.destroy());
    response.on("close", () => outgoing.destroy());
    outgoing.end(body);
  };
  const server = createServer({ key: certificates.server.key, cert: certificates.server.cert }, (request, response) => void pass(request, response));
  const open = new Set<Duplex>();
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const to = connect({ ...upstream }, () => {
      const lines = Object.entries({ ...request.headers, host: url.host }).map(([name, value]) => `${name}: ${String(value)}`);
      to.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      to.write(head);
      socket.pipe(to).pipe(socket);
    });
    for (const each of [socket, to]) {
      open.add(each);
      each.on("error", () => [socket, to].forEach((end) => void end.destroy()));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cluster.server = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  cluster["certificate-authority-data"] = Buffer.from(certificates.ca).toString("base64");
  const kubeconfig = join(of.folder, "far-kubeconfig");
  writeFileSync(kubeconfig, JSON.stringify(config));
  return {
    kubeconfig,
    address,
    close() {
      for (const each of open) each.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function whole(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
