/** Clusters of the real world; whatever is heavy is loaded when first needed. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clusters, Output } from "../../commands/ports.ts";
import { screens } from "../../i18n/screens.ts";
import type { ProgressStore } from "../../progress/progress-store.ts";
import { ClusterError } from "../../trouble.ts";
import type { LiveLook } from "./live-look.ts";

export interface ClustersOptions {
  readonly home: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly progress: ProgressStore;
  readonly output: Output;
  readonly look: LiveLook;
  readonly signal: AbortSignal;
}

export function createClusters(options: ClustersOptions): Clusters {
  const { home, environment: env, progress, signal } = options;
  return {
    async open(wishes) {
      const { chooseCluster, openCluster } = await import("../../cluster/choose.ts");
      const last = (await progress.read()).cluster;
      const { choice, reason } = await chooseCluster({ ...wishes, home, env, last, signal });
      const kubectl = await readyKubectl(options, home).catch((error: unknown) => {
        // minikube brings a kubectl of its own.
        if (choice.kind === "minikube" && error instanceof ClusterError && error.code === "kubectl-missing") return undefined;
        throw error;
      });
      const namespace = wishes.namespace ?? (reason === "used-last" ? last?.namespace : undefined);
      const { driver, foreign } = await openCluster({ choice, home, env, namespace, kubectl, signal });
      return { driver, foreign, reason };
    },
    practice: {
      async up(tell) {
        const { up } = await import("../../practice/daemon/control.ts");
        return up({ home, env, signal, onProgress: tell });
      },
      async down() {
        const { down } = await import("../../practice/daemon/control.ts");
        return down({ home, signal });
      },
      async reset() {
        const { reset } = await import("../../practice/daemon/control.ts");
        await reset({ home, signal });
      },
    },
    async temporary() {
      const [{ openCluster }, { up, down }] = await Promise.all([import("../../cluster/choose.ts"), import("../../practice/daemon/control.ts")]);
      const kubectl = await readyKubectl(options, home);
      const temporary = await mkdtemp(join(tmpdir(), "svclab-"));
      const remove = async (): Promise<void> => {
        await down({ home: temporary });
        await rm(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      };
      try {
        await up({ home: temporary, env: { ...env, SVCLAB_HOME: temporary }, signal, temporary: true });
        const { driver } = await openCluster({ choice: { kind: "practice", name: "practice" }, home: temporary, env, namespace: undefined, kubectl, signal });
        return { driver, remove };
      } catch (error) {
        await remove();
        throw error;
      }
    },
  };
}

async function readyKubectl({ environment: env, output, look, signal }: ClustersOptions, home: string): Promise<string> {
  const { ensureKubectl } = await import("../../process/kubectl.ts");
  const { path } = await ensureKubectl({
    home,
    env,
    signal,
    onProgress: ({ version, from }) => output.say(screens.fetchingKubectl({ version, from })[look.now().language]),
  });
  return path;
}
