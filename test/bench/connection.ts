/** The administrator's HTTPS connection to the API server, kept open between requests as client libraries keep it. */
import type { IncomingMessage } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import { readClientCertificates } from "../../src/practice/certificates.ts";
import { readAddress } from "../../src/practice/daemon/claim.ts";
import type { Room } from "./room.ts";

export interface Connection {
  /** The whole answer as text. Throws unless it is a success. */
  ask(method: string, path: string, body?: object): Promise<string>;
  /** The answer as it comes. */
  open(path: string): Promise<IncomingMessage>;
  close(): void;
}

const ANSWER_MS = 10_000;

export function connect({ paths, signal }: Room): Connection {
  const address = readAddress(paths.addresses);
  const certificates = readClientCertificates(paths.certificates);
  if (address === undefined || certificates === undefined) throw new Error("there is no practice cluster to connect to");
  const agent = new Agent({ keepAlive: true, ...address, ca: certificates.ca, key: certificates.admin.key, cert: certificates.admin.cert });
  const send = (method: string, path: string, body: object | undefined, limit: AbortSignal): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const headers = { accept: "application/json", "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json" };
      const outgoing = httpsRequest({ agent, ...address, method, path, headers, signal: limit }, resolve);
      outgoing.on("error", reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return {
    async ask(method, path, body) {
      const response = await send(method, path, body, AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]));
      const text = await textOf(response);
      if ((response.statusCode ?? 0) >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 200)}`);
      return text;
    },
    open: (path) => send("GET", path, undefined, signal),
    close: () => agent.destroy(),
  };
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = "";
  response.setEncoding("utf8");
  for await (const chunk of response) text += chunk as string;
  return text;
}
