/** The certificates of a practice cluster: its own authority, the API server's, and one for its administrator. Made once, so that a kubeconfig stays valid. */
import { X509Certificate } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "./daemon/whole-file.ts";

/** PEM texts. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

export interface Certificates {
  readonly ca: string;
  readonly server: KeyPair;
  /** Of the group system:masters. */
  readonly admin: KeyPair;
}

const MONTH_MS = 30 * 24 * 3600 * 1000;

/** What the folder holds, completed and renewed where needed: a certificate that is about to end, or a server certificate for other addresses. */
export async function ensureCertificates(folder: string, request: { readonly addresses: readonly string[]; readonly now: number }): Promise<Certificates> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const ca = readPair(folder, "ca");
  const server = readPair(folder, "server");
  const admin = readPair(folder, "admin");
  const good = (pair: KeyPair | undefined): pair is KeyPair => pair !== undefined && isGood(pair, ca, request.now);
  if (good(ca) && good(server) && good(admin) && names(server, request.addresses)) return { ca: ca.cert, server, admin };
  // Loading the certificate library costs a quarter of a second: only the first start pays it.
  const { issue, issueAuthority } = await import("./certificates-issue.ts");
  const authority = good(ca) ? ca : await issueAuthority(request.now);
  const keep = authority === ca;
  const made: Certificates = {
    ca: authority.cert,
    server: await issue(authority, { subject: "O=system:nodes, CN=minikube", addresses: request.addresses, usage: "server", now: request.now }),
    admin:
      keep && good(admin) ? admin : await issue(authority, { subject: "O=system:masters, CN=minikube-user", addresses: [], usage: "client", now: request.now }),
  };
  writePair(folder, "ca", authority);
  writePair(folder, "server", made.server);
  writePair(folder, "admin", made.admin);
  return made;
}

/** The administrator's certificate and the authority, for clients; undefined before the first start. */
export function readClientCertificates(folder: string): { readonly ca: string; readonly admin: KeyPair } | undefined {
  const [ca, admin] = [readPair(folder, "ca"), readPair(folder, "admin")];
  return ca === undefined || admin === undefined ? undefined : { ca: ca.cert, admin };
}

function isGood(pair: KeyPair, ca: KeyPair | undefined, now: number): boolean {
  try {
    const certificate = new X509Certificate(pair.cert);
    const issued = ca !== undefined && certificate.verify(new X509Certificate(ca.cert).publicKey);
    return issued && Date.parse(certificate.validFrom) <= now && Date.parse(certificate.validTo) > now + MONTH_MS;
  } catch {
    return false;
  }
}

function names(pair: KeyPair, addresses: readonly string[]): boolean {
  const certificate = new X509Certificate(pair.cert);
  return addresses.every((address) => certificate.checkIP(address) !== undefined);
}

function readPair(folder: string, name: string): KeyPair | undefined {
  try {
    return { key: readFileSync(join(folder, `${name}.key`), "utf8"), cert: readFileSync(join(folder, `${name}.crt`), "utf8") };
  } catch {
    return undefined;
  }
}

function writePair(folder: string, name: string, pair: KeyPair): void {
  writeWhole(join(folder, `${name}.key`), pair.key);
  writeWhole(join(folder, `${name}.crt`), pair.cert);
}
