/** Asks a running practice cluster, as its administrator: the Kubernetes API, and under /svclab/ what that has no words for. */
import { Agent, request as httpsRequest } from "node:https";
import { createSecureContext } from "node:tls";
import { readClientCertificates } from "../certificates.ts";
import { readAddress } from "./claim.ts";
import type { PracticePaths } from "./paths.ts";

export type PrivateReply =
  | { readonly status: "answered"; readonly code: number; readonly body: unknown }
  /** Nobody listens; or somebody else does, whose certificate is not this cluster's. */
  | { readonly status: "nobody" }
  | { readonly status: "timeout" };

export interface PrivateRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** "/svclab/health", "/api/v1/nodes" */
  readonly path: string;
  readonly body?: unknown;
  /** Of the body; default: application/json. */
  readonly contentType?: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Never rejects but with the signal's reason. */
export function askCluster(paths: PracticePaths, request: PrivateRequest): Promise<PrivateReply> {
  const address = readAddress(paths.addresses);
  const certificates = readClientCertificates(paths.certificates);
  if (address === undefined || certificates === undefined) return Promise.resolve({ status: "nobody" });
  return new Promise((resolve, reject) => {
    const agent = agentFor(certificates);
    const limit = AbortSignal.timeout(request.timeoutMs);
    const signal = request.signal === undefined ? limit : AbortSignal.any([limit, request.signal]);
    const fail = (): void => {
      if (request.signal?.aborted) reject(request.signal.reason as Error);
      else resolve({ status: limit.aborted ? "timeout" : "nobody" });
    };
    const outgoing = httpsRequest(
      {
        agent,
        signal,
        host: address.host,
        port: address.port,
        path: request.path,
        method: request.method,
        headers: { "content-type": request.contentType ?? "application/json", accept: "application/json" },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("error", fail);
        response.on("end", () => resolve({ status: "answered", code: response.statusCode ?? 0, body: parse(text) }));
      },
    );
    outgoing.on("error", fail);
    outgoing.end(request.body === undefined ? undefined : JSON.stringify(request.body));
  });
}

let known: { readonly certificate: string; readonly agent: Agent } | undefined;

/**
 * An agent of our own: proxies that the environment asks for have no business on loopback. It is kept, because making TLS ready takes longer
 * than being answered; connections are not, because who answers may have changed.
 */
function agentFor({ ca, admin }: NonNullable<ReturnType<typeof readClientCertificates>>): Agent {
  if (known?.certificate === admin.cert) return known.agent;
  const agent = new Agent({ keepAlive: false, secureContext: createSecureContext({ ca, key: admin.key, cert: admin.cert }) });
  known = { certificate: admin.cert, agent };
  return agent;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
