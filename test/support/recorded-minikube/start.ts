/** A computer on which a recorded minikube is installed: a PATH, a kubeconfig, and behind them a practice cluster that knows of nothing. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { practicePaths } from "../../../src/practice/daemon/paths.ts";
import { startOtherAddress } from "./other-address.ts";

export type MinikubeShape = "docker-linux" | "docker-darwin" | "two-nodes" | "stopped" | "paused" | "deleted" | "missing" | "docker-down";

export interface RecordedComputer {
  /** For svclab: PATH and KUBECONFIG. */
  readonly env: Readonly<Record<string, string>>;
  readonly userKubeconfig: string;
  /** `minikube ip` here. */
  readonly address: string;
  /** Command lines of minikube so far, and "ssh PID" for each tunnel. */
  calls(): readonly string[];
  remove(): Promise<void>;
}

const program = fileURLToPath(new URL("minikube.mjs", import.meta.url));

/** `practice`: home of a practice cluster that runs, and its node's address. */
export async function recordedComputer(
  shape: MinikubeShape,
  { practice, nodeAddress, kubectl }: { readonly practice: string; readonly nodeAddress: string; readonly kubectl: string },
): Promise<RecordedComputer> {
  const folder = mkdtempSync(join(tmpdir(), "svclab-computer-"));
  const paths = practicePaths(practice);
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const script = (name: string, text: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  script("docker", shape === "docker-down" ? "echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.' >&2; exit 1" : "echo 28.0.1");
  const userKubeconfig = join(folder, "kubeconfig");
  const far = shape === "docker-darwin" ? await startOtherAddress({ kubeconfig: paths.kubeconfig, address: nodeAddress, folder }) : undefined;
  const config = JSON.parse(readFileSync(far?.kubeconfig ?? paths.kubeconfig, "utf8")) as KubeconfigText;
  writeFileSync(userKubeconfig, JSON.stringify(userConfig(shape, config)));
  const log = join(folder, "calls");
  writeFileSync(log, "");
  const address = far?.address ?? nodeAddress;
  const facts = { SHAPE: shape, PRACTICE: join(paths.bin, "minikube"), KUBECTL: kubectl, ADDRESS: address, REAL: nodeAddress, LOG: log };
  const assignments = Object.entries(facts).map(([name, value]) => `RECORDED_${name}='${value}'`);
  script("minikube", `${assignments.join(" ")} exec '${process.execPath}' '${program}' "$@"`);
  const env = { PATH: [bin, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter), KUBECONFIG: userKubeconfig };
  return {
    env,
    userKubeconfig,
    address,
    calls: () => readFileSync(log, "utf8").split("\n").filter(Boolean),
    async remove() {
      await far?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface KubeconfigText {
  readonly clusters: readonly { readonly cluster: object }[];
  readonly users: readonly { readonly user: object }[];
}

/** minikube takes its context away when it deletes a profile, and an address that is gone stays where it is only stopped. */
function userConfig(shape: MinikubeShape, { clusters, users }: KubeconfigText): object {
  const extensions = [{ name: "context_info", extension: { provider: "minikube.sigs.k8s.io", version: "v1.38.1" } }];
  const off = { ...clusters[0]!.cluster, server: "https://127.0.0.1:1" };
  const isUp = shape === "docker-linux" || shape === "docker-darwin" || shape === "two-nodes";
  const work = { name: "work", context: { cluster: "minikube", user: "minikube" } };
  const minikube = { name: "minikube", context: { cluster: "minikube", user: "minikube", namespace: "default", extensions } };
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "minikube", cluster: isUp ? clusters[0]!.cluster : off }],
    users: [{ name: "minikube", user: users[0]!.user }],
    contexts: shape === "missing" || shape === "deleted" ? [work] : [minikube, work],
    "current-context": "work",
  };
}
