/** One practice cluster from its claim on the address to its end. */
import { mkdirSync, rmSync } from "node:fs";
import { ensureCertificates } from "../certificates.ts";
import { systemClock } from "../clock.ts";
import { type PracticeCluster, type PracticeClusterOptions, startPracticeCluster } from "../cluster.ts";
import { type ApiAddress, type Claim, claim, claimNew } from "./claim.ts";
import { createLog } from "./log.ts";
import { discardedFolders, type PracticePaths, practicePaths } from "./paths.ts";
import { askCluster } from "./private-client.ts";
import { readDaemonRecord, writeDaemonRecord } from "./record.ts";
import { createRelay } from "./relay.ts";
import { writeKubeconfig, writeMinikubeCommand } from "./shims.ts";

const LOG_BYTES = 1_000_000;
const HOLD_MS = 20_000;
const STRANGE_TRIES = 30;
const HOME_LOOK_MS = 10_000;

export interface ServeOptions {
  /** Differs from start to start. */
  readonly startId: string;
  /** Aborted when whoever it was started for is gone. */
  readonly orphaned: AbortSignal;
}

/** Settles with the exit code of the process when the cluster was asked to stop; at once with 0 when another process serves it. */
export async function serveHome(home: string, { startId, orphaned }: ServeOptions): Promise<number> {
  const paths = practicePaths(home);
  mkdirSync(paths.folder, { recursive: true, mode: 0o700 });
  const log = createLog({ file: paths.log, limitBytes: LOG_BYTES, now: () => systemClock.now() });
  let stop: (exitCode: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    stop = resolve;
  });
  stopsOnSignals(stop);
  orphaned.addEventListener("abort", () => stop(0));
  stopsOnCrash(log, stop);
  const claimed = await claimHome(paths);
  if (claimed.status === "taken") return 0;
  rmSync(paths.kubectlCache, { recursive: true, force: true });
  const relay = createRelay(claimed.listener);
  const cluster = serve(paths, claimed.address, { startId, log, stop: () => stop(0), listener: relay.server }).catch((error: unknown) => {
    log(`can't start: ${error instanceof Error ? error.stack : String(error)}`);
    stop(70);
    return undefined;
  });
  void cluster.then(() => relay.open());
  const homeWatch = stopsWithoutHome(paths, startId, () => stop(0));
  const exitCode = await ended;
  homeWatch.abort();
  relay.shut();
  await (await cluster)?.close();
  log(`stopped with ${exitCode}`);
  if (readDaemonRecord(paths.daemon)?.startId === startId) rmSync(paths.daemon, { force: true });
  // Last of all: from here on another process may open the files.
  claimed.listener.close();
  return exitCode;
}

function stopsOnSignals(stop: (exitCode: number) => void): void {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stop(0));
}

function stopsOnCrash(log: (text: string) => void, stop: (exitCode: number) => void): void {
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error) => {
      log(`crash: ${error instanceof Error ? error.stack : String(error)} (node ${process.version}, ${process.platform} ${process.arch})`);
      stop(70);
    });
  }
}

/** A home that was deleted needs no cluster. */
function stopsWithoutHome(paths: PracticePaths, startId: string, stop: () => void): AbortController {
  const watching = new AbortController();
  const look = async (): Promise<void> => {
    let wasThere = false;
    for (;;) {
      await systemClock.sleep(HOME_LOOK_MS, watching.signal);
      const isThere = readDaemonRecord(paths.daemon)?.startId === startId;
      if (wasThere && !isThere) stop();
      wasThere ||= isThere;
    }
  };
  look().catch(() => {});
  return watching;
}

/** "taken" only by this cluster's own process: from a stranger's address it moves away. */
async function claimHome(paths: PracticePaths): Promise<Claim> {
  const first = await claim(paths.addresses);
  if (first.status === "claimed") return first;
  // A process of ours that is starting holds its callers until it can say who it is; a stranger answers at once, and wrongly.
  let strange = 0;
  const deadline = systemClock.now() + HOLD_MS;
  while (systemClock.now() < deadline && strange < STRANGE_TRIES) {
    const reply = await askCluster(paths, { method: "GET", path: "/svclab/health", timeoutMs: 1000 });
    if (reply.status === "answered") return first;
    strange = reply.status === "nobody" ? strange + 1 : 0;
    const again = await claim(paths.addresses);
    if (again.status === "claimed") return again;
    await systemClock.sleep(100);
  }
  return strange < STRANGE_TRIES ? first : claimNew(paths.addresses);
}

async function serve(
  paths: PracticePaths,
  address: ApiAddress,
  options: Pick<PracticeClusterOptions, "startId" | "log" | "stop" | "listener">,
): Promise<PracticeCluster> {
  for (const folder of discardedFolders(paths)) rmSync(folder, { recursive: true, force: true });
  const now = systemClock.now();
  const certificates = await ensureCertificates(paths.certificates, { addresses: [address.host, "127.0.0.1", "10.96.0.1"], now });
  const url = `https://${address.host}:${address.port}`;
  writeKubeconfig(paths.kubeconfig, url, certificates);
  writeMinikubeCommand(paths);
  writeDaemonRecord(paths.daemon, { formatVersion: 1, pid: process.pid, startId: options.startId, url, startedAt: new Date(now).toISOString() });
  const cluster = await startPracticeCluster({ ...options, dataDir: paths.data, clock: systemClock, address, certificates });
  options.log(`serves ${url} as process ${process.pid}`);
  return cluster;
}
