/** A served API of its own on loopback, with a client that speaks plain HTTP to it. */
import { request } from "node:https";
import * as admission from "../../../../src/practice/admission/admission.ts";
import type { ApiServerOptions } from "../../../../src/practice/api/options.ts";
import type { ApiRegistry } from "../../../../src/practice/api/registry/api-registry.ts";
import { createRegistry } from "../../../../src/practice/api/registry.ts";
import { startApiServer } from "../../../../src/practice/api/server.ts";
import { issue, issueAuthority } from "../../../../src/practice/certificates-issue.ts";
import { systemClock } from "../../../../src/practice/clock.ts";
import type { NodeRuntime } from "../../../../src/practice/node-runtime.ts";
import type { KubeObject } from "../../../../src/practice/objects.ts";
import { createStore } from "../../../../src/practice/store/create-store.ts";

interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  /** The body as JSON. */
  readonly body: never;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Without the client certificate. */
  readonly anonymous?: boolean;
  /** Gives up reading once this many lines came. */
  readonly lines?: number;
}

export interface Served {
  readonly registry: ApiRegistry;
  readonly port: number;
  readonly pem: { readonly ca: string; readonly cert: string; readonly key: string };
  ask(path: string, asked?: Asked): Promise<Response>;
  close(): Promise<void>;
}

const nothing: NodeRuntime = {
  logs: () => ({ lines: [], follow: () => () => undefined }),
  verifyPresent: () => undefined,
  exec: () => {
    throw new Error("no containers here");
  },
  attach: () => {
    throw new Error("no containers here");
  },
  connect: () => Promise.reject(new Error("connect ECONNREFUSED")),
};

type ServeOptions = Partial<Pick<ApiServerOptions, "runtime" | "listener" | "patience">>;

export async function serve({ runtime = nothing, ...rest }: ServeOptions = {}): Promise<Served> {
  const now = Date.now();
  const authority = await issueAuthority(now);
  const server = await issue(authority, { subject: "CN=minikube", addresses: ["127.0.0.1"], usage: "server", now });
  const client = await issue(authority, { subject: "O=system:masters, CN=minikube-user", addresses: [], usage: "client", now });
  const registry = createRegistry({ store: createStore().store, clock: systemClock, admission });
  for (const name of ["default", "lab"]) registry.create<KubeObject>("v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
  const tls = { key: server.key, cert: server.cert, ca: authority.cert };
  const api = await startApiServer({ registry, runtime, admission, clock: systemClock, tls, host: "127.0.0.1", port: 0, ...rest });
  const pem = { ca: authority.cert, ...client };
  return { registry, port: api.port, pem, ask: (path, asked = {}) => ask({ port: api.port, pem }, path, asked), close: () => api.close() };
}

function ask(
  { port, pem }: Pick<Served, "port" | "pem">,
  path: string,
  { method = "GET", headers = {}, body, anonymous = false, lines }: Asked,
): Promise<Response> {
  const identity = anonymous ? {} : { cert: pem.cert, key: pem.key };
  const sent = body === undefined || typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const type = sent === undefined ? {} : { "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, path, method, ca: pem.ca, ...identity, headers: { ...type, ...headers }, agent: false }, (response) => {
      let text = "";
      const done = (): void =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          get body() {
            return JSON.parse(text) as never;
          },
        });
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
        if (lines === undefined || text.split("\n").length <= lines) return;
        response.destroy();
        done();
      });
      response.once("end", done);
    });
    outgoing.once("error", reject);
    outgoing.end(sent);
  });
}
