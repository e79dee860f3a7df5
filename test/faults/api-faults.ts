/** The API server, and the way to it. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Asked, type Deed, kubeconfigText, startFaultyApi } from "../support/faulty-api.ts";
import type { Fault, Scene } from "./fault.ts";
import type { Stand } from "./stand.ts";
import { status, through } from "./through.ts";

const usual = ["counter"];

function isData({ url }: Asked): boolean {
  return !url.startsWith("/version");
}

/** The first two requests for each thing are turned away, with a time to wait. */
function throttledTwice(): (asked: Asked) => Deed {
  const times = new Map<string, number>();
  return ({ url }) => {
    const time = (times.get(url) ?? 0) + 1;
    times.set(url, time);
    return time > 2 ? undefined : status(429, "TooManyRequests", "too many requests", { "retry-after": "1" });
  };
}

const captivePage = "<!DOCTYPE html><html><head><title>Welcome to Campus Wi-Fi</title></head><body>Please sign in.</body></html>";

export const apiFaults: readonly Fault[] = [
  { name: "API server down", labs: usual, says: "unreachable", begin: closedPort },
  { name: "API server accepts and never begins TLS", labs: ["echo"], says: "timeout", begin: silentPort },
  { name: "API server never answers", labs: ["counter"], says: "timeout", begin: through(() => ({ do: "hang" })) },
  { name: "one list never comes", labs: ["echo"], says: "timeout", begin: through(({ url }) => (url.startsWith("/api/v1/pods") ? { do: "hang" } : undefined)) },
  { name: "HTTP 500", labs: usual, says: "server-error", begin: through(() => status(500, "InternalError", "etcdserver: request timed out")) },
  {
    name: "HTTP 503",
    labs: usual,
    says: "server-error",
    begin: through(() => status(503, "ServiceUnavailable", "the server is currently unable to handle the request")),
  },
  { name: "HTTP 429, then well", labs: ["echo"], says: undefined, begin: through(throttledTwice()) },
  {
    name: "HTTP 429 for good",
    labs: usual,
    says: "throttled",
    begin: through(() => status(429, "TooManyRequests", "too many requests", { "retry-after": "1" })),
  },
  { name: "HTTP 401", labs: usual, says: "unauthorized", begin: through(() => status(401, "Unauthorized", "Unauthorized")) },
  { name: "connections are reset", labs: usual, says: "unreachable", begin: through((asked) => (isData(asked) ? { do: "reset" } : undefined)) },
  {
    name: "answers end in the middle",
    labs: usual,
    says: "cut-short",
    begin: through((asked) => (isData(asked) && !asked.url.includes("/exec") ? { do: "cut" } : undefined)),
  },
  {
    name: "a captive proxy's page with 200",
    labs: usual,
    says: "not-kubernetes",
    begin: through(() => ({ do: "answer", code: 200, headers: { "content-type": "text/html" }, body: captivePage })),
  },
  { name: "garbage with 200", labs: usual, says: "not-kubernetes", begin: through(() => ({ do: "answer", code: 200, body: "\u0000\u0001garbage" })) },
  {
    name: "lists of nonsense with 200",
    labs: usual,
    says: "not-kubernetes",
    begin: through(({ url }) =>
      url.includes("/exec") ? undefined : { do: "answer", code: 200, body: '{"kind":"PodList","items":[null,7,{"metadata":"x"}]}' },
    ),
  },
  { name: "a certificate of a stranger", labs: ["echo"], says: "certificate", begin: through(() => undefined, { strangeCertificate: true }) },
  {
    name: "a certificate of tomorrow (clock behind)",
    labs: ["echo"],
    says: "clock",
    begin: through(() => undefined, { issuedAt: Date.now() + 30 * 24 * 3600_000 }),
  },
  { name: "localhost is IPv6 alone", labs: ["echo"], says: undefined, begin: through(() => undefined, { host: "::1", calledAs: "[::1]" }) },
];

async function closedPort(stand: Stand): Promise<Scene> {
  const api = await startFaultyApi({ upstream: stand.kubeconfig, deed: () => undefined });
  const folder = mkdtempSync(join(tmpdir(), "svclab-closed-"));
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(kubeconfig, kubeconfigText(`https://127.0.0.1:${api.port}`, ""));
  await api.close();
  return { environment: { KUBECONFIG: kubeconfig }, end: async () => rmSync(folder, { recursive: true }) };
}

async function silentPort(): Promise<Scene> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const folder = mkdtempSync(join(tmpdir(), "svclab-silent-"));
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(kubeconfig, kubeconfigText(`https://127.0.0.1:${(server.address() as { port: number }).port}`, ""));
  return {
    environment: { KUBECONFIG: kubeconfig },
    async end() {
      for (const socket of sockets) socket.destroy();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const rights: readonly (readonly [what: string, labs: readonly string[], isMeant: (url: string) => boolean, harmless?: boolean])[] = [
  ["list pods", usual, (url) => /\/pods(\?|$)/.test(url)],
  ["list services", usual, (url) => /\/services(\?|$)/.test(url)],
  ["list endpointslices", usual, (url) => /\/endpointslices(\?|$)/.test(url)],
  ["list deployments", usual, (url) => /\/deployments(\?|$)/.test(url)],
  ["list replicasets", usual, (url) => /\/replicasets(\?|$)/.test(url)],
  ["list events", ["endpoints"], (url) => /\/events(\?|$)/.test(url), true],
  ["list nodes", ["nodeport"], (url) => /\/nodes(\?|$)/.test(url)],
  ["list configmaps", ["loadbalancer"], (url) => /\/configmaps(\?|$)/.test(url), true],
  ["list namespaces", ["echo"], (url) => /\/namespaces(\?|$)/.test(url), true],
  ["get pods/log", ["counter"], (url) => url.includes("/log?")],
  ["create pods/exec", ["counter"], (url) => url.includes("/exec?")],
];

/** What is forbidden one by one; harmless where nothing that is marked hangs on it. */
export const rightFaults: readonly Fault[] = rights.map(([what, labs, isMeant, harmless]) => ({
  name: `HTTP 403: ${what}`,
  labs,
  says: harmless === true ? undefined : "forbidden",
  begin: through(({ url }) => (isMeant(url) ? status(403, "Forbidden", `User "student" cannot ${what} at the cluster scope`) : undefined)),
}));
