/** A cluster on which answers are examined one after another, each from empty. */

import type { Driver } from "../../cluster/driver.ts";
import { verifyTexts } from "../../i18n/verify.ts";
import { ClusterError } from "../../trouble.ts";

/** Namespaces that belong to the cluster. */
const ownNamespaces: ReadonlySet<string> = new Set(["default", "kube-system", "kube-public", "kube-node-lease"]);

/** Removes all that answers have made: in the namespace, in namespaces of their own, and MetalLB. Throws ClusterError exam-not-empty. */
export async function emptyCluster(driver: Driver, signal: AbortSignal): Promise<void> {
  const run = async (...argv: readonly string[]): Promise<string> => {
    const result = await driver.run(argv, { timeoutMs: 60_000, signal });
    if (result.exitCode !== 0 && !signal.aborted)
      throw new ClusterError({ code: "exam-not-empty", text: verifyTexts.notEmpty({ command: argv.join(" "), said: result.stderr.trim() }) });
    return result.stdout;
  };
  const names = (await run("kubectl", "get", "namespaces", "-o", "name")).split("\n").map((line) => line.replace("namespace/", "").trim());
  const strange = names.filter((name) => name !== "" && !ownNamespaces.has(name));
  if (strange.includes("metallb-system")) await run("minikube", "addons", "disable", "metallb");
  const made = "deployments,replicasets,daemonsets,pods,services,endpointslices,configmaps,secrets";
  const kept = "metadata.name!=kubernetes,metadata.name!=kube-root-ca.crt";
  await run("kubectl", "delete", made, "-n", driver.namespace, "--field-selector", kept, "--grace-period=1");
  if (strange.length > 0) await run("kubectl", "delete", "namespace", ...strange, "--ignore-not-found");
}
