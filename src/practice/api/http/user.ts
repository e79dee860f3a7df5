import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";

export interface User {
  readonly name: string;
  readonly groups: readonly string[];
  /** What proved it, by its fingerprint: "X509SHA256=…", "JTI=…". */
  readonly credential?: string;
}

/** Who asks, by client certificate or bearer token; undefined when neither proves anything. */
export function findUser(request: IncomingMessage, ownerOf: (token: string) => User | undefined): User | undefined {
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token !== undefined) return ownerOf(token);
  const { socket } = request;
  return socket instanceof TLSSocket && socket.authorized ? userOf(socket) : undefined;
}

/** A connection keeps its certificate, and reading it takes longer than many an answer. */
const known = new WeakMap<TLSSocket, User | undefined>();

function userOf(socket: TLSSocket): User | undefined {
  if (!known.has(socket)) known.set(socket, readCertificate(socket));
  return known.get(socket);
}

function readCertificate(socket: TLSSocket): User | undefined {
  const certificate = socket.getPeerCertificate();
  const subject = certificate.subject as { readonly CN?: string | string[]; readonly O?: string | string[] } | undefined;
  const [name] = many(subject?.CN);
  if (name === undefined) return undefined;
  const credential = `X509SHA256=${certificate.fingerprint256.replaceAll(":", "").toLowerCase()}`;
  return { name, groups: [...many(subject?.O), "system:authenticated"], credential };
}

function many(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}
