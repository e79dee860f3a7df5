/** One practice cluster from its claim on the address to its end. */
import { mkdirSync, rmSync } from "node:fs";
import { ensureCertificates } from "../certificates.ts";
import { systemClock } from "../clock.ts";
import { startPracticeCluster } from "../cluster.ts";
import { type Claim, claim, claimNew } from "./claim.ts";
import { createLog } from "./log.ts";
import { type PracticePaths, practicePaths } from "./paths.ts";
import { askCluster } from "./private-client.ts";
import { readDaemonRecord, writeDaemonRecord } from "./record.ts";
import { writeKubeconfig, writeMinikubeCommand } from "./shims.ts";

const LOG_BYTES = 1_000_000;
const HOLD_MS = 20_000;
const STRANGE_TRIES = 30;

/** Settles with the exit code of the process when the cluster was asked to stop; at once with 0 when another process serves it. */
export async function serveHome(home: string, startId: string): Promise<number> {
  const paths = practicePaths(home);
  mkdirSync(paths.folder, { recursive: true, mode: 0o700 });
  const log = createLog({ file: paths.log, limitBytes: LOG_BYTES, now: () => systemClock.now() });
  const crashed = new Promise<number>((resolve) => {
    for (const event of ["uncaughtException", "unhandledRejection"] as const) {
      process.on(event, (error) => {
        log(`crash: ${error instanceof Error ? error.stack : String(error)} (node ${process.version}, ${process.platform} ${process.arch})`);
        resolve(70);
      });
    }
  });
  const claimed = await claimHome(paths);
  if (claimed.status === "taken") return 0;
  const stopped = new Promise<number>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => resolve(0));
    void serve(paths, claimed, { startId, log, stop: () => resolve(0) }).then(
      (close) => {
        closeCluster = close;
      },
      (error: unknown) => {
        log(`can't start: ${error instanceof Error ? error.stack : String(error)}`);
        resolve(70);
      },
    );
  });
  let closeCluster: (() => Promise<void>) | undefined;
  const exitCode = await Promise.race([stopped, crashed]);
  log(`stops with ${exitCode}`);
  await closeCluster?.();
  claimed.listener.close();
  if (readDaemonRecord(paths.daemon)?.startId === startId) rmSync(paths.daemon, { force: true });
  return exitCode;
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
  { address, listener }: Extract<Claim, { status: "claimed" }>,
  options: { readonly startId: string; readonly log: (text: string) => void; readonly stop: () => void },
): Promise<() => Promise<void>> {
  const now = systemClock.now();
  const certificates = await ensureCertificates(paths.certificates, { addresses: [address.host, "127.0.0.1", "10.96.0.1"], now });
  const url = `https://${address.host}:${address.port}`;
  writeKubeconfig(paths.kubeconfig, url, certificates);
  writeMinikubeCommand(paths);
  writeDaemonRecord(paths.daemon, { formatVersion: 1, pid: process.pid, startId: options.startId, url, startedAt: new Date(now).toISOString() });
  const cluster = await startPracticeCluster({
    dataDir: paths.data,
    clock: systemClock,
    address,
    listener,
    certificates,
    startId: options.startId,
    log: options.log,
    stop: options.stop,
  });
  options.log(`serves ${url} as process ${process.pid}`);
  return () => cluster.close();
}
