/** A minikube profile. */
import { run } from "../process/run.ts";
import type { ClusterState, Driver } from "./driver.ts";
import { type Environment, folderOf, labEnvironment, userEnvironment } from "./environment.ts";
import type { KubeClient } from "./kube/client.ts";
import { ownKubeconfig } from "./kubeconfig/own-kubeconfig.ts";
import { serviceUrl, sshCurl } from "./minikube/reach.ts";
import { parseStatus } from "./minikube/status.ts";
import { newDriver } from "./new-driver.ts";
import { nodeAddress, serverVersion } from "./node-address.ts";
import { portForward } from "./reach/port-forward.ts";
import { direct } from "./reach/vantage.ts";

/** Throws ClusterError wrong-context when minikube has not written its context. `kubectl` undefined: `minikube kubectl` in its place. */
export async function createMinikubeDriver(options: {
  readonly home: string;
  readonly env: Environment;
  readonly kubectl: string | undefined;
  readonly profile: string;
  readonly namespace?: string | undefined;
  readonly signal: AbortSignal;
}): Promise<Driver> {
  const { profile } = options;
  const namespace = options.namespace ?? "default";
  // Texts of minikube are translated and decorated; what is read of it is not, but its questions would wait for ever.
  const env = { ...userEnvironment(options.env, options.home), MINIKUBE_INTERACTIVE: "false", MINIKUBE_IN_STYLE: "false" };
  const kubectl = options.kubectl === undefined ? (["minikube", "-p", profile, "kubectl", "--"] as const) : ([options.kubectl] as const);
  const own = await ownKubeconfig({ ...options, env, kubectl, context: profile, namespace });
  const environment = labEnvironment(options.env, options.home, {
    kubeconfig: own.path,
    folders: options.kubectl === undefined ? [] : [folderOf(options.kubectl)],
  });
  const call = { profile, env };
  return newDriver({
    kind: "minikube",
    name: profile,
    namespace,
    kubeconfig: own.path,
    kubectl,
    minikube: ["minikube", "-p", profile],
    environment: { ...environment, MINIKUBE_PROFILE: profile },
    places(client) {
      const address = (signal: AbortSignal) => nodeAddress(client, signal);
      return [direct(address), sshCurl(call, address), serviceUrl(call, client), portForward(client)];
    },
    state: (signal, client) => minikubeState(call, signal, client),
  });
}

async function minikubeState(
  call: { readonly profile: string; readonly env: Environment },
  signal: AbortSignal,
  client: () => Promise<KubeClient>,
): Promise<ClusterState> {
  // The API is asked first: it answers in milliseconds, minikube in seconds.
  const api = await client();
  const version = await serverVersion(api, signal);
  if (version.status === "ok") return { status: "running", version: version.value, nodeAddress: await nodeAddress(api, signal) };
  const result = await run(["minikube", "-p", call.profile, "status", "-o", "json"], { env: call.env, timeoutMs: 20_000, signal });
  const status = parseStatus(result);
  const start = `minikube start -p ${call.profile}`;
  switch (status.status) {
    case "absent":
      return {
        status: "absent",
        advice: {
          ko: `minikube 프로파일이 없습니다: ${call.profile}. 만들려면: ${start}`,
          en: `There is no minikube profile ${call.profile}. To make it: ${start}`,
        },
      };
    case "stopped":
      return { status: "stopped", advice: { ko: `minikube가 꺼져 있습니다. 켜려면: ${start}`, en: `minikube is not running. To start it: ${start}` } };
    case "paused":
      return {
        status: "stopped",
        advice: {
          ko: `minikube가 일시 정지 상태입니다. 계속하려면: minikube unpause -p ${call.profile}`,
          en: `minikube is paused. To go on: minikube unpause -p ${call.profile}`,
        },
      };
    case "running":
    case "unknown":
      return {
        status: "unreachable",
        trouble: version.trouble,
        advice: {
          ko: `minikube API 서버가 응답하지 않습니다. 확인하려면: minikube status -p ${call.profile}`,
          en: `minikube's API server does not answer. To look: minikube status -p ${call.profile}`,
        },
      };
  }
}
