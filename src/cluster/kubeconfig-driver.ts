/** Any cluster that a context of the learner's kubeconfig names. */
import type { Driver } from "./driver.ts";
import { type Environment, folderOf, labEnvironment, userEnvironment } from "./environment.ts";
import { findMeans } from "./kubeconfig/means.ts";
import { ownKubeconfig } from "./kubeconfig/own-kubeconfig.ts";
import { newDriver } from "./new-driver.ts";
import { askNodeAddress, nodeAddress, serverVersion } from "./node-address.ts";
import { portForward } from "./reach/port-forward.ts";
import { direct, sparing } from "./reach/vantage.ts";

/** Throws ClusterError wrong-context. `foreign`: ask before the first change. */
export async function createKubeconfigDriver(options: {
  readonly home: string;
  readonly env: Environment;
  readonly kubectl: string;
  /** Absent: the current one. */
  readonly context: string | undefined;
  readonly namespace?: string | undefined;
  readonly signal: AbortSignal;
}): Promise<{ readonly driver: Driver; readonly foreign: boolean }> {
  const namespace = options.namespace ?? "svclab";
  const env = userEnvironment(options.env, options.home);
  const own = await ownKubeconfig({ ...options, env, kubectl: [options.kubectl], namespace });
  const driver = newDriver({
    kind: "kubeconfig",
    name: own.context,
    namespace,
    kubeconfig: own.path,
    kubectl: [options.kubectl],
    minikube: undefined,
    environment: labEnvironment(options.env, options.home, { kubeconfig: own.path, folders: [folderOf(options.kubectl)] }),
    places: (client) => [sparing(direct((signal) => askNodeAddress(client, signal))), portForward(client)],
    async state(signal, client) {
      const api = await client();
      const version = await serverVersion(api, signal);
      if (version.status === "ok") return { status: "running", version: version.value, nodeAddress: await nodeAddress(api, signal) };
      return {
        status: "unreachable",
        trouble: version.trouble,
        advice: {
          ko: `클러스터가 응답하지 않습니다: ${own.context} (${api.server}). 확인하려면: kubectl --context ${own.context} version`,
          en: `The cluster does not answer: ${own.context} (${api.server}). To look: kubectl --context ${own.context} version`,
        },
      };
    },
  });
  const means = async (signal: AbortSignal) => {
    const state = await driver.state(signal);
    return findMeans({ reading: driver.reading, namespace, nodeAddress: state.status === "running" ? state.nodeAddress : undefined, signal });
  };
  return { driver: { ...driver, means }, foreign: own.foreign };
}
