/** What the three drivers have in common. */
import type { ReadingPort } from "../../grader/ports.ts";
import { run } from "../process/run.ts";
import { watchChanges } from "./changes.ts";
import type { ClusterKind, ClusterState, Driver } from "./driver.ts";
import type { KubeClient } from "./kube/client.ts";
import { ensureRights } from "./kubeconfig/rights.ts";
import { isConfigure, runConfigure } from "./minikube/configure.ts";
import { ensureNamespace } from "./namespace.ts";
import type { VantagePoint } from "./reach/vantage.ts";
import { createReading } from "./reading.ts";

export interface DriverParts {
  readonly kind: ClusterKind;
  readonly name: string;
  readonly namespace: string;
  readonly kubeconfig: string;
  /** Writes the kubeconfig; absent: it is written already, or by somebody else. Throws ClusterError wrong-context. */
  readonly writeKubeconfig?: (signal: AbortSignal) => Promise<unknown>;
  /** Argv that stands for `kubectl`. */
  readonly kubectl: readonly [string, ...string[]];
  /** Argv that stands for `minikube`; undefined where there is none. */
  readonly minikube: readonly [string, ...string[]] | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** `client` is made anew, kubeconfig and all, at each call. */
  readonly state: (signal: AbortSignal, client: () => Promise<KubeClient>) => Promise<ClusterState>;
  readonly places: (client: KubeClient) => readonly VantagePoint[];
}

export function newDriver(parts: DriverParts): Driver {
  const clients = clientsOf(parts);
  const reading: ReadingPort = createReading({ client: clients.known, namespace: parts.namespace, places: parts.places });
  const driver: Driver = {
    kind: parts.kind,
    name: parts.name,
    namespace: parts.namespace,
    kubeconfig: parts.kubeconfig,
    reading,
    state: (signal) => parts.state(signal, () => clients.anew(signal)),
    async prepare(signal) {
      if (parts.kind === "kubeconfig") await ensureRights(driver, signal);
      await ensureNamespace(driver, signal);
    },
    async *changes(signal) {
      const namespaces = parts.kind === "kubeconfig" ? [parts.namespace] : [parts.namespace, "metallb-system"];
      yield* watchChanges(await clients.known(), namespaces, signal);
    },
    environment: () => parts.environment,
    async run(argv, options = {}) {
      const [program, ...args] = argv;
      const known = program === "kubectl" ? parts.kubectl : program === "minikube" ? parts.minikube : undefined;
      if (known === undefined) return { exitCode: 127, stdout: "", stderr: `${program}: not a command of this cluster\n` };
      // minikube finds its clusters by itself; before it has started one there is no context to copy.
      if (program === "kubectl") await clients.written(options.signal ?? new AbortController().signal);
      const settings = { ...options, env: parts.environment };
      return isConfigure(argv) ? runConfigure([...known, ...args], settings) : run([...known, ...args], settings);
    },
  };
  return driver;
}

/** Loading the client library takes a third of a second: only who needs it pays. */
function clientsOf({ kubeconfig, writeKubeconfig }: Pick<DriverParts, "kubeconfig" | "writeKubeconfig">) {
  let writing: Promise<unknown> | undefined;
  let client: Promise<KubeClient> | undefined;
  const written = async (signal: AbortSignal): Promise<void> => {
    writing ??= writeKubeconfig?.(signal) ?? Promise.resolve();
    try {
      await writing;
    } catch (error) {
      writing = undefined;
      throw error;
    }
  };
  const known = async (signal: AbortSignal = new AbortController().signal): Promise<KubeClient> => {
    client ??= written(signal).then(async () => (await import("./kube/client.ts")).createKubeClient({ kubeconfig }));
    try {
      return await client;
    } catch (error) {
      client = undefined;
      throw error;
    }
  };
  return {
    written,
    known: () => known(),
    /** The address may have changed: what was known is read again. */
    anew(signal: AbortSignal): Promise<KubeClient> {
      writing = undefined;
      client = undefined;
      return known(signal);
    },
  };
}
