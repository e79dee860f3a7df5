/** What the three drivers have in common. */
import type { ReadingPort } from "../../grader/ports.ts";
import { run } from "../process/run.ts";
import { watchChanges } from "./changes.ts";
import type { ClusterKind, ClusterState, Driver } from "./driver.ts";
import type { KubeClient } from "./kube/client.ts";
import type { VantagePoint } from "./reach/vantage.ts";
import { createReading } from "./reading.ts";

export interface DriverParts {
  readonly kind: ClusterKind;
  readonly name: string;
  readonly namespace: string;
  readonly kubeconfig: string;
  /** Argv that stands for `kubectl`. */
  readonly kubectl: readonly [string, ...string[]];
  /** Argv that stands for `minikube`; undefined where there is none. */
  readonly minikube: readonly [string, ...string[]] | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly state: (signal: AbortSignal, client: () => Promise<KubeClient>) => Promise<ClusterState>;
  readonly places: (client: KubeClient) => readonly VantagePoint[];
}

export function newDriver(parts: DriverParts): Driver {
  const client = lazyClient(parts.kubeconfig);
  const reading: ReadingPort = createReading({ client, namespace: parts.namespace, places: parts.places });
  return {
    kind: parts.kind,
    name: parts.name,
    namespace: parts.namespace,
    kubeconfig: parts.kubeconfig,
    reading,
    state: (signal) => parts.state(signal, client),
    async *changes(signal) {
      const namespaces = parts.kind === "kubeconfig" ? [parts.namespace] : [parts.namespace, "metallb-system"];
      yield* watchChanges(await client(), namespaces, signal);
    },
    environment: () => parts.environment,
    async run(argv, options = {}) {
      const [program, ...args] = argv;
      const known = program === "kubectl" ? parts.kubectl : program === "minikube" ? parts.minikube : undefined;
      if (known === undefined) return { exitCode: 127, stdout: "", stderr: `${program}: not a command of this cluster\n` };
      return run([...known, ...args], { ...options, env: parts.environment });
    },
  };
}

/** Loading the client library takes a third of a second: only who needs it pays. The kubeconfig may be written anew (another address): then so is the client. */
function lazyClient(kubeconfig: string): () => Promise<KubeClient> {
  let client: Promise<KubeClient> | undefined;
  return () => {
    client ??= import("./kube/client.ts").then(({ createKubeClient }) => createKubeClient({ kubeconfig }));
    client.catch(() => {
      client = undefined;
    });
    return client;
  };
}
