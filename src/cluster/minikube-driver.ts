/** A minikube profile. */
import { dirname } from "node:path";
import { ClusterError } from "../trouble.ts";
import type { ClusterState, Driver } from "./driver.ts";
import { type Environment, folderOf, labEnvironment } from "./environment.ts";
import type { KubeClient } from "./kube/client.ts";
import { ownKubeconfig, ownKubeconfigPath } from "./kubeconfig/own-kubeconfig.ts";
import { type MinikubeCall, minikubeArgv, minikubeEnvironment } from "./minikube/call.ts";
import { writeKubectlCommand } from "./minikube/kubectl-command.ts";
import { serviceUrl, sshCurl } from "./minikube/reach.ts";
import { minikubeState } from "./minikube/state.ts";
import { newDriver } from "./new-driver.ts";
import { nodeAddress, serverVersion } from "./node-address.ts";
import { portForward } from "./reach/port-forward.ts";
import { direct, sparing } from "./reach/vantage.ts";

/** The profile need not run, nor be there: its state says so then. `kubectl` undefined: `minikube kubectl` in its place. */
export function createMinikubeDriver(options: {
  readonly home: string;
  readonly env: Environment;
  readonly kubectl: string | undefined;
  readonly profile: string;
  readonly namespace?: string | undefined;
  readonly signal: AbortSignal;
}): Driver {
  const { profile, home } = options;
  const namespace = options.namespace ?? "default";
  const call: MinikubeCall = { profile, env: minikubeEnvironment(options.env, home) };
  const kubectl = options.kubectl === undefined ? minikubeArgv(profile, "kubectl", "--") : ([options.kubectl] as const);
  const kubeconfig = ownKubeconfigPath({ home, context: profile, namespace });
  const shim = () => writeKubectlCommand({ folder: dirname(kubeconfig), profile });
  const folder = options.kubectl === undefined ? shim() : folderOf(options.kubectl);
  return newDriver({
    kind: "minikube",
    name: profile,
    namespace,
    kubeconfig,
    // minikube writes its context when it starts, and the address in it changes from start to start.
    writeKubeconfig: (signal) => ownKubeconfig({ ...options, env: call.env, kubectl, context: profile, namespace, signal }),
    kubectl,
    minikube: minikubeArgv(profile),
    environment: { ...labEnvironment(options.env, home, { kubeconfig, folders: [folder] }), MINIKUBE_PROFILE: profile },
    places(client) {
      const address = (signal: AbortSignal) => nodeAddress(client, signal);
      return [sparing(direct(address)), sshCurl(call, address), serviceUrl(call, client), portForward(client)];
    },
    state: (signal, client) => stateOf(call, signal, client),
  });
}

async function stateOf(call: MinikubeCall, signal: AbortSignal, client: () => Promise<KubeClient>): Promise<ClusterState> {
  try {
    // The API is asked first: it answers in milliseconds, minikube in seconds.
    const api = await client();
    const version = await serverVersion(api, signal);
    if (version.status === "ok") return { status: "running", version: version.value, nodeAddress: await nodeAddress(api, signal) };
    return await minikubeState(call, version.trouble, signal);
  } catch (error) {
    if (!(error instanceof ClusterError) || error.code !== "wrong-context") throw error;
    return minikubeState(call, { code: "wrong-context", detail: error.message }, signal);
  }
}
