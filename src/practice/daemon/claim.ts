/**
 * The claim on a practice cluster: whoever listens on its API address serves it. The kernel takes the claim back when a process dies,
 * however it dies, so nothing stale can be left behind. Which address that is stands in the addresses folder as files 1, 2, …: each is
 * created exclusively, so of two processes that pick an address for a new cluster one finds the other's.
 */
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";

export interface ApiAddress {
  readonly host: string;
  readonly port: number;
}

export type Claim =
  | { readonly status: "claimed"; readonly address: ApiAddress; readonly listener: Server }
  /** Another process listens there: this cluster's, or a stranger. */
  | { readonly status: "taken"; readonly address: ApiAddress };

const API_PORT = 8443;
/** As minikube numbers its clusters: 49, 58, 67, … */
const HOSTS = Array.from({ length: 21 }, (_, index) => `127.0.${49 + 9 * index}.2`);

/** The address this cluster has now; undefined before its first start. */
export function readAddress(folder: string): ApiAddress | undefined {
  const last = lastNumber(folder);
  if (last === 0) return undefined;
  const { host, port } = JSON.parse(readFileSync(join(folder, String(last)), "utf8")) as ApiAddress;
  return { host, port };
}

/** Listens on this cluster's address, or picks one for a cluster that has none. Rejects when not even 127.0.0.1 can be bound. */
export async function claim(folder: string): Promise<Claim> {
  const address = readAddress(folder);
  if (address === undefined) return claimNew(folder);
  const listener = await listen(address);
  return listener === undefined ? { status: "taken", address } : { status: "claimed", address, listener };
}

/** Gives the cluster another address, after a stranger was found on the old one. */
export async function claimNew(folder: string): Promise<Claim> {
  mkdirSync(folder, { recursive: true });
  const number = lastNumber(folder) + 1;
  for (const candidate of [...HOSTS.map((host) => ({ host, port: API_PORT })), { host: "127.0.0.1", port: 0 }]) {
    const listener = await listen(candidate);
    if (listener === undefined) continue;
    const bound = listener.address();
    const address = { host: candidate.host, port: typeof bound === "object" && bound !== null ? bound.port : candidate.port };
    if (writeOnce(join(folder, String(number)), JSON.stringify(address))) return { status: "claimed", address, listener };
    listener.close();
    return claim(folder);
  }
  throw new Error("no loopback address can be listened on");
}

/** Whether nobody listens on this cluster's address. */
export async function isFree(folder: string): Promise<boolean> {
  const address = readAddress(folder);
  if (address === undefined) return true;
  const listener = await listen(address);
  if (listener === undefined) return false;
  await new Promise((resolve) => listener.close(resolve));
  return true;
}

/** Undefined: in use, or an address this computer doesn't have (macOS has only 127.0.0.1). */
function listen(address: ApiAddress): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    // Connections wait, unread, until the API server takes them over.
    const server = createServer({ pauseOnConnect: true });
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EADDRNOTAVAIL" || error.code === "EACCES") resolve(undefined);
      else reject(error);
    });
    server.listen({ host: address.host, port: address.port, exclusive: true }, () => resolve(server));
  });
}

function lastNumber(folder: string): number {
  try {
    return Math.max(0, ...readdirSync(folder).map((name) => (/^\d+$/.test(name) ? Number(name) : 0)));
  } catch {
    return 0;
  }
}

/** False when the file is there already. The content is whole from the first moment. */
function writeOnce(path: string, text: string): boolean {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { mode: 0o600 });
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}
