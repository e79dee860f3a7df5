/** A cluster on which answers are examined one after another, each from empty. */

import type { Driver } from "../../cluster/driver.ts";
import { verifyTexts } from "../../i18n/verify.ts";
import { ClusterError } from "../../trouble.ts";

/** Namespaces that belong to the cluster. */
const kept: ReadonlySet<string> = new Set(["default", "kube-system", "kube-public", "kube-node-lease"]);

/** Removes all that answers have made: in the namespace, in namespaces of their own, and MetalLB. Throws ClusterError exam-not-empty. */
export async function emptyCluster(driver: Driver, signal: AbortSignal): Promise<void> {
  const run = async (...argv: readonly string[]): Promise<string> => {
    const result = await driver.run(argv, { timeoutMs: 60_000, signal });
    if (result.exitCode !== 0 && !signal.aborted)
      throw new ClusterError({ code: "exam-not-empty", text: verifyTexts.notEmpty({ command: argv.join(" "), said: result.stderr.trim() }) });
    return result.stdout;
  };
  const names = (await run("kubectl", "get", "namespaces", "-o", "name")).split("\n").map((line) => line.replace("namespace/", "").trim());
  const strange = names.filter((name) => name !== "" && !kept.has(name));
  if (strange.includes("metallb-system")) await run("minikube", "addons", "disable", "metallb");
  const workloads = "deployments,replicasets,daemonsets,pods,services,endpointslices";
  await run("kubectl", "delete", workloads, "-n", driver.namespace, "--field-selector", "metadata.name!=kubernetes", "--grace-period=1");
  await run("kubectl", "delete", "configmaps", "-n", driver.namespace, "--field-selector", "metadata.name!=kube-root-ca.crt");
  if (strange.length > 0) await run("kubectl", "delete", "namespace", ...strange, "--ignore-not-found");
}
