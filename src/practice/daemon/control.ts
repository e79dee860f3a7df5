/** Starting, stopping and asking after the practice cluster, from any process. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { LocalizedText } from "../../../grader/model.ts";
import { type Detached, spawnDetached } from "../../process/long-running.ts";
import { ClusterError } from "../../trouble.ts";
import { systemClock } from "../clock.ts";
import { isFree, readAddress } from "./claim.ts";
import { entryPoint } from "./entry-point.ts";
import { discardedFolders, type PracticePaths, practicePaths } from "./paths.ts";
import { askCluster } from "./private-client.ts";
import { readDaemonRecord, serves } from "./record.ts";
import { setAsideText } from "./set-aside.ts";
import { writeMinikubeCommand } from "./shims.ts";

export interface ControlRequest {
  /** SVCLAB_HOME, absolute. */
  readonly home: string;
  readonly signal?: AbortSignal | undefined;
}

export interface UpRequest extends ControlRequest {
  /** Environment that the background process starts with. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onProgress?: ((text: LocalizedText) => void) | undefined;
  /** It ends, and removes its home, when this process does, whatever ends it. */
  readonly temporary?: boolean | undefined;
}

export interface RunningPractice {
  readonly status: "running";
  readonly pid: number;
  /** https://127.0.49.2:8443 */
  readonly url: string;
  readonly nodeAddress: string;
  /** Of Kubernetes: "v1.36.2". */
  readonly version: string;
  readonly kubeconfig: string;
  /** True once every node is Ready. */
  readonly ready: boolean;
  /** Broken files of its store that this start has found and moved away. */
  readonly setAside: readonly string[];
}

/** stopped: its objects are kept. absent: nothing is kept. unresponsive: the process lives but doesn't answer. */
export type PracticeStatus =
  | RunningPractice
  | { readonly status: "stopped" }
  | { readonly status: "absent" }
  | { readonly status: "unresponsive"; readonly pid: number };

const POLL_MS = 25;
const START_MS = 30_000;
const STOP_MS = 10_000;
const LOG_BYTES = 1_000_000;

/** Settles when the API answers and the nodes are Ready; where it runs already, at once. Throws ClusterError practice-start-failed. */
export async function up(request: UpRequest): Promise<RunningPractice & { readonly started: boolean }> {
  const paths = practicePaths(request.home);
  const before = await status(request);
  if (before.status === "running" && before.ready) {
    // It may have been started by an installation that is gone by now.
    writeMinikubeCommand(paths);
    return { ...before, started: false };
  }
  const child = before.status === "running" ? undefined : start(paths, request);
  const ended = child === undefined ? undefined : watchEnd(child);
  const deadline = systemClock.now() + START_MS;
  while (systemClock.now() < deadline) {
    const now = await status(request);
    if (now.status === "running" && now.ready) {
      if (child !== undefined && ended?.exitCode === undefined && now.pid !== child.pid) await withdraw(child);
      const started = now.pid === child?.pid;
      if (started && now.setAside.length > 0) request.onProgress?.(setAsideText(now.setAside));
      return { ...now, started };
    }
    // Exit code 0: another process was first, and is on its way.
    if (ended?.exitCode !== undefined && ended.exitCode !== 0) throw startFailed(paths);
    await systemClock.sleep(POLL_MS, request.signal);
  }
  throw startFailed(paths);
}

/** Stops the process; objects are kept. Throws ClusterError practice-stop-failed. */
export async function down(request: ControlRequest): Promise<{ readonly status: "stopped" | "was-not-running" }> {
  const paths = practicePaths(request.home);
  const before = await status(request);
  if (before.status === "stopped" || before.status === "absent") return { status: "was-not-running" };
  if (before.status === "running") await askCluster(paths, { method: "POST", path: "/svclab/stop", timeoutMs: 2000, signal: request.signal });
  else process.kill(before.pid, "SIGKILL");
  const deadline = systemClock.now() + STOP_MS;
  while (systemClock.now() < deadline) {
    // Its address is the last thing it lets go of. (Its process number may stay for long, as a zombie's.)
    if (await isFree(paths.addresses)) return { status: "stopped" };
    await systemClock.sleep(POLL_MS, request.signal);
  }
  if (before.status === "running" && serves(before.pid, request.home)) {
    process.kill(before.pid, "SIGKILL");
    return { status: "stopped" };
  }
  throw new ClusterError({
    code: "practice-stop-failed",
    text: {
      ko: `연습용 클러스터가 멈추지 않습니다 (프로세스 ${before.pid}). 기록: ${paths.log}`,
      en: `The practice cluster does not stop (process ${before.pid}). Its log: ${paths.log}`,
    },
  });
}

export async function status(request: ControlRequest): Promise<PracticeStatus> {
  const paths = practicePaths(request.home);
  const reply = await askCluster(paths, { method: "GET", path: "/svclab/health", timeoutMs: 3000, signal: request.signal });
  if (reply.status === "answered" && reply.code === 200) {
    const health = reply.body as Pick<RunningPractice, "pid" | "version" | "ready"> & Partial<Pick<RunningPractice, "setAside">>;
    const { host, port } = readAddress(paths.addresses)!;
    return {
      status: "running",
      pid: health.pid,
      url: `https://${host}:${port}`,
      nodeAddress: host,
      version: health.version,
      kubeconfig: paths.kubeconfig,
      ready: health.ready,
      setAside: health.setAside ?? [],
    };
  }
  const record = readDaemonRecord(paths.daemon);
  if (reply.status === "timeout" && record !== undefined && serves(record.pid, request.home)) return { status: "unresponsive", pid: record.pid };
  return { status: existsSync(paths.data) ? "stopped" : "absent" };
}

/** Stops it and forgets all objects; address and certificates stay, so kubeconfigs stay valid. */
export async function reset(request: ControlRequest): Promise<void> {
  await down(request);
  const paths = practicePaths(request.home);
  // At one stroke: objects of which half are deleted must not come up again when this is interrupted.
  if (existsSync(paths.data)) renameSync(paths.data, join(mkdtempSync(paths.discarded), "data"));
  for (const folder of discardedFolders(paths)) rmSync(folder, { recursive: true, force: true });
}

function start(paths: PracticePaths, request: UpRequest): Detached {
  request.onProgress?.({ ko: "연습용 클러스터를 시작합니다.", en: "Starting the practice cluster." });
  makeFolder(paths);
  if (existsSync(paths.log) && statSync(paths.log).size > LOG_BYTES) renameSync(paths.log, `${paths.log}.1`);
  const { env, temporary: tied = false } = request;
  return spawnDetached([...entryPoint("daemon"), "--home", paths.home, ...(tied ? ["--temporary"] : [])], { cwd: paths.folder, env, logFile: paths.log, tied });
}

/** Another process was first. This one must not come up late, when that one has perhaps been stopped again. */
async function withdraw(child: Detached): Promise<void> {
  if (child.pid !== undefined) process.kill(child.pid, "SIGTERM");
  await child.exited;
}

/** Throws ClusterError home-not-writable. */
function makeFolder(paths: PracticePaths): void {
  try {
    mkdirSync(paths.folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new ClusterError({
      code: "home-not-writable",
      text: {
        ko: `연습용 클러스터를 둘 폴더를 만들 수 없음: ${paths.folder} (${why})\n쓸 수 있는 폴더가 되게 하거나, SVCLAB_HOME=다른폴더 로 다시 실행하세요. 바뀐 것은 없습니다.`,
        en: `The folder for the practice cluster can't be made: ${paths.folder} (${why})\nMake it a folder that can be written, or run again with SVCLAB_HOME=another-folder. Nothing was changed.`,
      },
      cause,
    });
  }
}

function watchEnd(child: Detached): { readonly exitCode: number | undefined } {
  const end: { exitCode: number | undefined } = { exitCode: undefined };
  void child.exited.then((exitCode) => {
    end.exitCode = exitCode;
  });
  return end;
}

function startFailed(paths: PracticePaths): ClusterError {
  const tail = existsSync(paths.log) ? readFileSync(paths.log, "utf8").trimEnd().split("\n").slice(-8).join("\n") : "";
  return new ClusterError({
    code: "practice-start-failed",
    text: {
      ko: `연습용 클러스터가 시작되지 않았습니다. 기록(${paths.log})의 끝:\n${tail}\n다시 시도하려면 svclab cluster up, 비우고 시작하려면 svclab cluster reset 을 실행하세요.`,
      en: `The practice cluster did not start. The end of its log (${paths.log}):\n${tail}\nTo try again: svclab cluster up. To begin from nothing: svclab cluster reset.`,
    },
  });
}
