/** Where the practice cluster keeps what it has, under SVCLAB_HOME/practice. */
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";

export interface PracticePaths {
  readonly home: string;
  readonly folder: string;
  /** Objects of the cluster. */
  readonly data: string;
  /** How the names of folders begin that hold what was reset and is not deleted as yet. */
  readonly discarded: string;
  readonly certificates: string;
  /** Which loopback addresses this cluster has had; the last one counts. */
  readonly addresses: string;
  /** Which process serves it now. */
  readonly daemon: string;
  readonly log: string;
  readonly kubeconfig: string;
  /** Where kubectl keeps what this cluster said it serves; made anew at each start, since a newer svclab may serve other kinds. */
  readonly kubectlCache: string;
  /** The minikube command of this cluster. */
  readonly bin: string;
}

export function practicePaths(home: string): PracticePaths {
  const folder = join(home, "practice");
  return {
    home,
    folder,
    data: join(folder, "data"),
    discarded: join(folder, "discarded-"),
    certificates: join(folder, "certificates"),
    addresses: join(folder, "addresses"),
    daemon: join(folder, "daemon.json"),
    log: join(folder, "daemon.log"),
    kubeconfig: join(folder, "kubeconfig"),
    kubectlCache: join(folder, "kubectl-cache"),
    bin: join(folder, "bin"),
  };
}

/** What resets that were interrupted have left. */
export function discardedFolders(paths: PracticePaths): readonly string[] {
  if (!existsSync(paths.folder)) return [];
  return readdirSync(paths.folder)
    .filter((name) => name.startsWith(basename(paths.discarded)))
    .map((name) => join(paths.folder, name));
}
