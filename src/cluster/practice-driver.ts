/** The practice cluster: found through its home, reached on loopback. */
import { join } from "node:path";
import { status } from "../practice/daemon/control.ts";
import { practicePaths } from "../practice/daemon/paths.ts";
import type { Driver } from "./driver.ts";
import { type Environment, folderOf, labEnvironment } from "./environment.ts";
import { newDriver } from "./new-driver.ts";
import { direct } from "./reach/vantage.ts";

/** Starts nothing: that is `up` of src/practice/daemon/control.ts. */
export function createPracticeDriver(options: {
  readonly home: string;
  readonly env: Environment;
  readonly kubectl: string;
  readonly namespace?: string | undefined;
}): Driver {
  const paths = practicePaths(options.home);
  const minikube = join(paths.bin, process.platform === "win32" ? "minikube.cmd" : "minikube");
  const nodeAddress = async (signal: AbortSignal): Promise<string | undefined> => {
    const now = await status({ home: options.home, signal });
    return now.status === "running" ? now.nodeAddress : undefined;
  };
  return newDriver({
    kind: "practice",
    name: "practice",
    namespace: options.namespace ?? "default",
    kubeconfig: paths.kubeconfig,
    kubectl: [options.kubectl],
    minikube: [minikube],
    environment: labEnvironment(options.env, options.home, {
      kubeconfig: paths.kubeconfig,
      kubectlCache: paths.kubectlCache,
      folders: [paths.bin, folderOf(options.kubectl)],
    }),
    places: () => [direct(nodeAddress)],
    async state(signal) {
      const now = await status({ home: options.home, signal });
      switch (now.status) {
        case "running":
          return { status: "running", version: now.version, nodeAddress: now.nodeAddress };
        case "stopped":
        case "absent":
          return {
            status: now.status,
            advice: {
              ko: "연습용 클러스터가 꺼져 있습니다. 켜려면: svclab cluster up",
              en: "The practice cluster is not running. To start it: svclab cluster up",
            },
          };
        case "unresponsive":
          return {
            status: "unreachable",
            trouble: { code: "timeout", detail: `process ${now.pid} does not answer` },
            advice: {
              ko: "연습용 클러스터가 응답하지 않습니다. 다시 켜려면: svclab cluster down, 그다음 svclab cluster up",
              en: "The practice cluster does not answer. To start it again: svclab cluster down, then svclab cluster up",
            },
          };
      }
    },
  });
}
