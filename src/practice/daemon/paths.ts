/** Where the practice cluster keeps what it has, under SVCLAB_HOME/practice. */
import { join } from "node:path";

export interface PracticePaths {
  readonly home: string;
  readonly folder: string;
  /** Objects of the cluster. */
  readonly data: string;
  readonly certificates: string;
  /** Which loopback addresses this cluster has had; the last one counts. */
  readonly addresses: string;
  /** Which process serves it now. */
  readonly daemon: string;
  readonly log: string;
  readonly kubeconfig: string;
  /** The minikube command of this cluster. */
  readonly bin: string;
}

export function practicePaths(home: string): PracticePaths {
  const folder = join(home, "practice");
  return {
    home,
    folder,
    data: join(folder, "data"),
    certificates: join(folder, "certificates"),
    addresses: join(folder, "addresses"),
    daemon: join(folder, "daemon.json"),
    log: join(folder, "daemon.log"),
    kubeconfig: join(folder, "kubeconfig"),
    bin: join(folder, "bin"),
  };
}
