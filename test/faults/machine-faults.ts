/** The computer that svclab runs on: its programs, files and variables. */
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { run } from "../../src/process/run.ts";
import type { Fault, Scene } from "./fault.ts";
import type { Stand } from "./stand.ts";
import { through } from "./through.ts";

const well = through(() => undefined);
const context = ["--namespace", "default"] as const;

/** A folder of its own that goes with the scene. */
function withFolder(scene: (folder: string, stand: Stand) => Promise<Scene | undefined> | Scene): Fault["begin"] {
  return async (stand) => {
    const folder = mkdtempSync(join(tmpdir(), "svclab-fault-"));
    const begun = await scene(folder, stand);
    const end = async (): Promise<void> => {
      await begun?.end?.();
      rmSync(folder, { recursive: true, force: true });
    };
    if (begun !== undefined) return { ...begun, end };
    await end();
    return undefined;
  };
}

async function addTo(stand: Stand, more: Omit<Scene, "end">): Promise<Scene> {
  const scene = await well(stand);
  return { ...scene, ...more, environment: { ...scene.environment, ...more.environment } };
}

function program(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return folder;
}

const dead = "http://127.0.0.1:9";
const proxies = { HTTP_PROXY: dead, HTTPS_PROXY: dead, http_proxy: dead, https_proxy: dead, ALL_PROXY: dead, all_proxy: dead };

export const machineFaults: readonly Fault[] = [
  { name: "proxies that are dead", labs: ["echo", "counter"], says: undefined, begin: (stand) => addTo(stand, { environment: proxies }) },
  {
    name: "no kubectl on the PATH",
    labs: ["echo"],
    says: undefined,
    begin: withFolder((folder, stand) => addTo(stand, { environment: { PATH: program(folder, "none", "") } })),
  },
  {
    name: "no kubectl, and none to be had",
    labs: ["echo"],
    says: "kubectl-missing",
    begin: withFolder((folder, stand) => addTo(stand, { environment: { NODE_OPTIONS: offline(folder), SVCLAB_HOME: join(folder, "home"), PATH: folder } })),
  },
  {
    name: "kubectl 1.24",
    labs: ["echo"],
    says: undefined,
    begin: withFolder((folder, stand) =>
      addTo(stand, {
        environment: { PATH: `${program(folder, "kubectl", `echo '{"clientVersion":{"gitVersion":"v1.24.0"}}'`)}${delimiter}${process.env.PATH}` },
      }),
    ),
  },
  { name: "a context that isn't there", labs: ["echo"], says: "wrong-context", begin: (stand) => addTo(stand, { argv: ["--context", "nope", ...context] }) },
  {
    name: "a kubeconfig that is broken",
    labs: ["echo"],
    says: "kubeconfig-unreadable",
    begin: withFolder((folder) => {
      writeFileSync(join(folder, "kubeconfig"), "apiVersion: v1\n\tkind: Config\n");
      return { environment: { KUBECONFIG: join(folder, "kubeconfig") } };
    }),
  },
  {
    name: "a kubeconfig that isn't there",
    labs: ["echo"],
    says: "wrong-context",
    begin: withFolder((folder) => ({ environment: { KUBECONFIG: join(folder, "kubeconfig") } })),
  },
  {
    name: "a home that can't be made",
    labs: ["echo"],
    says: "home-not-writable",
    begin: withFolder((folder, stand) => {
      writeFileSync(join(folder, "file"), "");
      return addTo(stand, { environment: { SVCLAB_HOME: join(folder, "file", "home") } });
    }),
  },
  { name: "a disk that is full when progress is saved", labs: ["echo"], says: undefined, begin: withFolder(fullDisk) },
  {
    name: "too many open files",
    labs: ["echo"],
    says: "too-many-files",
    begin: (stand) => addTo(stand, { under: ["bash", "-c", 'ulimit -n 37; exec "$@"', "bash"] }),
  },
];

/** No name of another computer is known any more. */
function offline(folder: string): string {
  const path = join(folder, "offline.cjs");
  const lookUp = "(host, options, done = options) => done(Object.assign(new Error('getaddrinfo EAI_AGAIN ' + host), { code: 'EAI_AGAIN' }))";
  writeFileSync(path, `require("node:dns").lookup = ${lookUp};\n`);
  return `--require ${path}`;
}

/** A file system of a few kilobytes, where this user may mount one. */
async function fullDisk(folder: string, stand: Stand): Promise<Scene | undefined> {
  const disk = join(folder, "disk");
  mkdirSync(disk);
  const mounted = await run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]);
  if (mounted.exitCode !== 0) return undefined;
  stand.furnish(disk);
  fill(disk);
  const scene = await addTo(stand, { environment: { SVCLAB_HOME: disk } });
  return {
    ...scene,
    async end() {
      await scene.end?.();
      await run(["umount", disk]);
    },
  };
}

/** All but two pages: the kubeconfig and the lock of the progress file. */
function fill(disk: string): void {
  const path = join(disk, "ballast");
  let size = 0;
  try {
    for (; ; size += 4096) appendFileSync(path, Buffer.alloc(4096));
  } catch {
    truncateSync(path, Math.max(0, size - 8192));
  }
}
