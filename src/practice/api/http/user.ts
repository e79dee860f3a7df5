import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";

export interface User {
  readonly name: string;
  readonly groups: readonly string[];
  /** What proved it, by its fingerprint: "X509SHA256=…". */
  readonly credential?: string;
}

/** Who asks, by client certificate or bearer token; undefined when neither proves anything. */
export function findUser(request: IncomingMessage, tokens: ReadonlyMap<string, string>): User | undefined {
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token !== undefined) return byToken(token, tokens);
  const { socket } = request;
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const certificate = socket.getPeerCertificate();
  const subject = certificate.subject as { readonly CN?: string | string[]; readonly O?: string | string[] } | undefined;
  const [name] = many(subject?.CN);
  if (name === undefined) return undefined;
  const credential = `X509SHA256=${certificate.fingerprint256.replaceAll(":", "").toLowerCase()}`;
  return { name, groups: [...many(subject?.O), "system:authenticated"], credential };
}

function byToken(token: string, tokens: ReadonlyMap<string, string>): User | undefined {
  for (const [known, name] of tokens) {
    const same = Buffer.byteLength(known) === Buffer.byteLength(token) && timingSafeEqual(Buffer.from(known), Buffer.from(token));
    if (same) return { name, groups: ["system:authenticated"] };
  }
  return undefined;
}

function many(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}
