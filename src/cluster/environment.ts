/** The environment in which the learner's commands run, told apart from the one svclab itself was started in. */
import { delimiter, dirname, join } from "node:path";
import { practicePaths } from "../practice/daemon/paths.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the lab shell remembers the learner's own kubeconfig setting, for a svclab that is started inside it. */
const USER_KUBECONFIG = "SVCLAB_USER_KUBECONFIG";

/** What the lab shell adds: the folders in front of the PATH, its own kubeconfig. */
export function labEnvironment(
  base: Environment,
  home: string,
  add: { readonly kubeconfig: string; readonly folders: readonly string[]; readonly kubectlCache?: string },
): Record<string, string> {
  const user = userEnvironment(base, home);
  const path = [...add.folders, ...(user.PATH ?? user.Path ?? "").split(delimiter)].filter((folder) => folder !== "");
  return {
    KUBECONFIG: add.kubeconfig,
    ...(add.kubectlCache === undefined ? {} : { KUBECACHEDIR: add.kubectlCache }),
    PATH: [...new Set(path)].join(delimiter),
    SVCLAB_HOME: home,
    // Requests to a cluster on this computer must not take the way over a proxy.
    NO_PROXY: noProxy(user),
    no_proxy: noProxy(user),
    ...(user.KUBECONFIG === undefined ? {} : { [USER_KUBECONFIG]: user.KUBECONFIG }),
  };
}

/** The learner's own environment, also when svclab was started inside a lab shell: their kubeconfig, and their minikube rather than the practice cluster's. */
export function userEnvironment(base: Environment, home: string): Environment {
  const { bin, folder } = practicePaths(home);
  const pathName = base.PATH === undefined && base.Path !== undefined ? "Path" : "PATH";
  const path = (base[pathName] ?? "").split(delimiter).filter((each) => each !== bin);
  const own = base.KUBECONFIG;
  const isOurs = own !== undefined && (own.startsWith(folder) || own.startsWith(clustersFolder(home)));
  return { ...base, [pathName]: path.join(delimiter), KUBECONFIG: isOurs ? base[USER_KUBECONFIG] : own };
}

/** Kubeconfigs that svclab writes for clusters other than practice. */
export function clustersFolder(home: string): string {
  return join(home, "clusters");
}

export function folderOf(program: string): string {
  return dirname(program);
}

function noProxy(base: Environment): string {
  const given = base.NO_PROXY ?? base.no_proxy ?? "";
  return [...new Set([...given.split(",").filter((part) => part !== ""), "127.0.0.0/8", "localhost", "192.168.0.0/16", "10.96.0.0/12"])].join(",");
}
