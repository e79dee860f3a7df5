/** A practice cluster put together: store, API server, controllers, network, images. */
import { mkdirSync } from "node:fs";
import type { Server } from "node:net";
import { join } from "node:path";
import * as admission from "./admission/admission.ts";
import { createRegistry } from "./api/registry.ts";
import { startApiServer } from "./api/server.ts";
import type { Certificates } from "./certificates.ts";
import type { Clock } from "./clock.ts";
import type { ApiAddress } from "./daemon/claim.ts";
import { createNodeShell } from "./daemon/node-shell.ts";
import { createNodes } from "./daemon/nodes.ts";
import { type PrivatePaths, servePrivatePaths, textsOf } from "./daemon/private-paths.ts";
import { installMetalLb, uninstallMetalLb } from "./engine/metallb/addon.ts";
import { startEngine } from "./engine/start-engine.ts";
import { createImageCatalog, nodeImage } from "./images/catalog.ts";
import { createNetwork } from "./network/network.ts";
import { createStore } from "./store/create-store.ts";

export interface PracticeClusterOptions {
  /** All that is kept of the cluster. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly address: ApiAddress;
  /** Listens on the address already. */
  readonly listener: Server;
  readonly certificates: Certificates;
  /** Told to whoever asks after its health. */
  readonly startId: string;
  readonly log: (text: string) => void;
  /** Somebody asked it to stop. */
  readonly stop: () => void;
}

export interface PracticeCluster {
  /** Ends everything; objects are kept. */
  close(): Promise<void>;
}

const KUBERNETES_VERSION = "v1.36.2";

/** Settles when the API is served. Rejects with the file system's error when the data can't be kept. */
export async function startPracticeCluster(options: PracticeClusterOptions): Promise<PracticeCluster> {
  const { dataDir, clock, address, certificates, log } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const { store, setAside } = createStore({ folder: join(dataDir, "objects"), now: clock.now() });
  for (const path of setAside) log(`a file of the store was broken and is set aside: ${path}`);
  const registry = createRegistry({ store, clock, admission });
  const nodes = createNodes(dataDir, address.host);
  const network = createNetwork({ registry, clock, nodes: nodes.all(), apiServerPort: address.port });
  const images = createImageCatalog();
  const engine = startEngine({
    registry,
    network,
    clock,
    images,
    nodes: nodes.all(),
    apiServerPort: address.port,
    rootCA: certificates.ca,
    onBug: (error) => log(`bug: ${error instanceof Error ? error.stack : String(error)}`),
  });
  const shell = createNodeShell({ network, image: nodeImage(), clock });
  const paths: PrivatePaths = {
    "GET health": () => ({
      code: 200,
      body: { pid: process.pid, startId: options.startId, version: KUBERNETES_VERSION, ready: nodes.areReady(registry), setAside },
    }),
    "POST stop": () => {
      options.stop();
      return { code: 200, body: {} };
    },
    "POST ssh": async (body, signal) => ({ code: 200, body: await shell(textsOf(body, "node", "line"), signal) }),
    "POST metallb/install": (body) => {
      const { start, end } = textsOf(body, "start", "end");
      installMetalLb(registry, start === "" ? undefined : { start, end });
      return { code: 200, body: {} };
    },
    "POST metallb/remove": () => {
      uninstallMetalLb(registry);
      return { code: 200, body: {} };
    },
    "POST node/add": (body) => {
      engine.addNode(nodes.add(textsOf(body, "name").name));
      return { code: 200, body: {} };
    },
    "POST node/delete": (body) => {
      const { name } = textsOf(body, "name");
      nodes.remove(name);
      engine.removeNode(name);
      return { code: 200, body: {} };
    },
  };
  const server = await startApiServer({
    registry,
    runtime: engine.runtime,
    admission,
    clock,
    tls: { key: certificates.server.key, cert: certificates.server.cert, ca: certificates.ca },
    host: address.host,
    port: address.port,
    listener: options.listener,
    extra: servePrivatePaths(paths),
  });
  return {
    async close() {
      await server.close();
      await engine.stop();
      await network.close();
      store.close();
    },
  };
}
