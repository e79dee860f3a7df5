/** A real HTTPS server between a client and an API server: it passes on what it is asked, or does what is wrong. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, request as secureRequest } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { connect as connectSecurely } from "node:tls";
import { issue, issueAuthority } from "../../src/practice/certificates-issue.ts";

/** What becomes of one request. undefined: it is passed on. */
export type Deed =
  | { readonly do: "answer"; readonly code: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }
  /** Nothing, for ever. */
  | { readonly do: "hang" }
  /** The connection ends before an answer. */
  | { readonly do: "reset" }
  /** The connection ends in the middle of the real answer. */
  | { readonly do: "cut" }
  /** The real answer, changed. */
  | { readonly do: "change"; readonly change: (answer: Record<string, unknown>) => void }
  | undefined;

export interface Asked {
  readonly method: string;
  /** With its query. */
  readonly url: string;
}

export interface FaultyApi {
  /** A kubeconfig of its own; its context is called "faulty". */
  readonly kubeconfig: string;
  readonly port: number;
  /** METHOD path of every request. */
  readonly asked: string[];
  close(): Promise<void>;
}

export interface FaultyApiOptions {
  /** Of the API server behind it, with a client certificate. */
  readonly upstream: string;
  readonly deed: (asked: Asked) => Deed;
  /** The address it listens on, and by which it is called. */
  readonly host?: string;
  readonly calledAs?: string;
  /** When the certificate was issued; milliseconds. */
  readonly issuedAt?: number;
  /** Of whom the client knows nothing. */
  readonly strangeCertificate?: boolean;
}

export async function startFaultyApi(options: FaultyApiOptions): Promise<FaultyApi> {
  const upstream = readUpstream(options.upstream);
  const folder = mkdtempSync(join(tmpdir(), "svclab-faulty-"));
  const host = options.host ?? "127.0.0.1";
  const issuedAt = options.issuedAt ?? Date.now();
  const authority = await issueAuthority(Math.min(issuedAt, Date.now()));
  const server = await issue(options.strangeCertificate === true ? await issueAuthority(issuedAt) : authority, {
    subject: "CN=faulty",
    addresses: ["127.0.0.1", "::1"],
    usage: "server",
    now: issuedAt,
  });
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const proxy = createServer({ key: server.key, cert: server.cert }, (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    pass(upstream, options.deed(askedOf(request)), request, response);
  });
  proxy.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    asked.push(`${request.method} ${request.url}`);
    upgrade(upstream, options.deed(askedOf(request)), { request, socket, head });
  });
  proxy.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });
  proxy.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => proxy.listen(0, host, resolve));
  const { port } = proxy.address() as AddressInfo;
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(kubeconfig, kubeconfigText(`https://${options.calledAs ?? host}:${port}`, authority.cert));
  return {
    kubeconfig,
    port,
    asked,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => proxy.close(() => resolve()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A kubeconfig whose context is called "faulty", in namespace default. */
export function kubeconfigText(server: string, ca: string): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "faulty", cluster: { server, "certificate-authority-data": Buffer.from(ca).toString("base64") } }],
    contexts: [{ name: "faulty", context: { cluster: "faulty", user: "faulty" } }],
    users: [{ name: "faulty", user: { token: "secret" } }],
    "current-context": "faulty",
  });
}

interface Upstream {
  readonly host: string;
  readonly port: number;
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
}

function readUpstream(kubeconfig: string): Upstream {
  const config = JSON.parse(readFileSync(kubeconfig, "utf8")) as {
    clusters: { cluster: Record<string, string> }[];
    users: { user: Record<string, string> }[];
  };
  const cluster = config.clusters[0]!.cluster;
  const user = config.users[0]!.user;
  const held = (of: Record<string, string>, name: string) =>
    of[`${name}-data`] === undefined ? readFileSync(of[name]!) : Buffer.from(of[`${name}-data`]!, "base64");
  const url = new URL(cluster.server!);
  return {
    host: url.hostname,
    port: Number(url.port),
    ca: held(cluster, "certificate-authority"),
    cert: held(user, "client-certificate"),
    key: held(user, "client-key"),
  };
}

function askedOf({ method = "GET", url = "/" }: IncomingMessage): Asked {
  return { method, url };
}

function pass(upstream: Upstream, deed: Deed, request: IncomingMessage, response: ServerResponse): void {
  if (deed?.do === "hang") return;
  if (deed?.do === "reset") {
    request.socket.destroy();
    return;
  }
  if (deed?.do === "answer") {
    response.writeHead(deed.code, { "content-type": "application/json", ...deed.headers });
    response.end(deed.body);
    return;
  }
  const { authorization: _, host: __, ...headers } = request.headers;
  const inner = secureRequest({ ...upstream, method: request.method, path: request.url, headers: { ...headers, "accept-encoding": "identity" } }, (answer) => {
    answer.on("error", () => response.destroy());
    if (deed === undefined) {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      return;
    }
    const chunks: Buffer[] = [];
    answer.on("data", (chunk: Buffer) => chunks.push(chunk));
    answer.on("end", () => send(deed, Buffer.concat(chunks), answer, response));
  });
  inner.on("error", () => response.destroy());
  response.on("close", () => inner.destroy());
  request.pipe(inner);
}

function send(deed: Extract<Deed, { do: "cut" | "change" }>, body: Buffer, { statusCode = 502 }: IncomingMessage, response: ServerResponse): void {
  if (deed.do === "cut") {
    response.writeHead(statusCode, { "content-type": "application/json", "content-length": body.length });
    response.write(body.subarray(0, body.length / 2), () => response.socket?.destroy());
    return;
  }
  const answer = JSON.parse(body.toString("utf8")) as Record<string, unknown>;
  deed.change(answer);
  response.writeHead(statusCode, { "content-type": "application/json" });
  response.end(JSON.stringify(answer));
}

function upgrade(upstream: Upstream, deed: Deed, { request, socket, head }: { request: IncomingMessage; socket: Duplex; head: Buffer }): void {
  socket.on("error", () => {});
  if (deed?.do === "hang") return;
  if (deed?.do === "reset") {
    socket.destroy();
    return;
  }
  if (deed?.do === "answer") {
    const headers = Object.entries({ "Content-Type": "application/json", "Content-Length": String(Buffer.byteLength(deed.body)), ...deed.headers });
    socket.end(`HTTP/1.1 ${deed.code} Said\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}Connection: close\r\n\r\n${deed.body}`);
    return;
  }
  const inner = connectSecurely({ ...upstream, servername: "" }, () => {
    const { authorization: _, ...headers } = request.headers;
    inner.write(
      `${request.method} ${request.url} HTTP/1.1\r\n${Object.entries(headers)
        .map(([name, value]) => `${name}: ${String(value)}\r\n`)
        .join("")}\r\n`,
    );
    inner.write(head);
    inner.pipe(socket);
    socket.pipe(inner);
  });
  inner.on("error", () => socket.destroy());
  socket.on("close", () => inner.destroy());
}
