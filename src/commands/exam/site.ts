/**
 * A cluster of somebody's, on which answers are examined in a namespace made for that and taken away again. What stands there already is
 * looked at first: nothing of it is touched, and what can't be examined beside it is left out and said.
 */
import type { Lab, LocalizedText } from "../../../grader/model.ts";
import type { Driver } from "../../cluster/driver.ts";
import { verifyTexts } from "../../i18n/verify.ts";
import { ClusterError, UserError } from "../../trouble.ts";
import type { Paper } from "./paper.ts";
import { type SiteTenants, tenantsOf } from "./tenants.ts";

export interface ExamSite {
  readonly driver: Driver;
  readonly tenants: SiteTenants;
  /** Removes what answers have made. Throws ClusterError exam-not-empty. */
  empty(): Promise<void>;
  /** Removes the namespace too. Never rejects. */
  leave(): Promise<void>;
}

/** Marks the namespace as ours, so that one left behind by a run that was killed is known again. */
const label = "svclab.exam";

/** Throws UserError exam-namespace-taken, ClusterError cluster-not-running, exam-ports-taken or namespace-not-made. Nothing is changed then. */
export async function openSite(driver: Driver, labs: readonly Lab[], signal: AbortSignal): Promise<ExamSite> {
  const state = await driver.state(signal);
  if (state.status !== "running") throw new ClusterError({ code: "cluster-not-running", text: state.advice });
  const { namespace } = driver;
  if (kept.has(namespace)) throw new UserError({ code: "exam-namespace-taken", text: verifyTexts.namespaceTaken(namespace) });
  const kubectl = kubectlOf(driver, signal);
  const found = await kubectl([
    "get",
    "namespace",
    namespace,
    "--ignore-not-found",
    "-o",
    `jsonpath={.metadata.name} {.metadata.labels.${label.replaceAll(".", "\\.")}}`,
  ]);
  const [name, ours] = found.split(" ");
  if (name !== "" && ours !== "true") throw new UserError({ code: "exam-namespace-taken", text: verifyTexts.namespaceTaken(namespace) });
  const tenants = await tenantsOf(driver, labs, signal);
  if (tenants.ports.length > 0) throw new ClusterError({ code: "exam-ports-taken", text: verifyTexts.portsTaken(tenants.ports) });
  await driver.prepare(signal);
  await kubectl(["label", "namespace", namespace, `${label}=true`, "--overwrite"]);
  const site = siteOf(driver, tenants, signal);
  await site.empty();
  return site;
}

const kept: ReadonlySet<string> = new Set(["default", "kube-system", "kube-public", "kube-node-lease", "metallb-system"]);

function siteOf(driver: Driver, tenants: SiteTenants, signal: AbortSignal): ExamSite {
  const { namespace } = driver;
  const clear = async (limit: AbortSignal): Promise<void> => {
    const kubectl = kubectlOf(driver, limit);
    const own = ["-n", namespace, "--ignore-not-found", "--timeout=120s"];
    await kubectl(["delete", "deployments,replicasets,daemonsets,pods,services", "--all", "--grace-period=1", ...own]);
    await kubectl(["delete", "configmaps,secrets", "--field-selector", "metadata.name!=kube-root-ca.crt", ...own]);
    if (!tenants.metallb && driver.kind === "minikube") await takeMetallbAway(driver, limit);
  };
  return {
    driver,
    tenants,
    empty: () => clear(signal),
    async leave() {
      // Also after Ctrl-C.
      const limit = AbortSignal.timeout(180_000);
      await clear(limit).catch(() => {});
      await driver.run(["kubectl", "delete", "namespace", namespace, "--ignore-not-found", "--timeout=120s"], { timeoutMs: 130_000, signal: limit });
    },
  };
}

/** The cluster had none before the exam. */
async function takeMetallbAway(driver: Driver, signal: AbortSignal): Promise<void> {
  const kubectl = kubectlOf(driver, signal);
  if ((await kubectl(["get", "namespace", "metallb-system", "--ignore-not-found", "-o", "name"])) === "") return;
  const { exitCode, stderr } = await driver.run(["minikube", "addons", "disable", "metallb"], { timeoutMs: 120_000, signal });
  if (exitCode !== 0) throw notEmpty("minikube addons disable metallb", stderr);
  await kubectl(["delete", "namespace", "metallb-system", "--ignore-not-found", "--timeout=120s"]);
}

function kubectlOf(driver: Driver, signal: AbortSignal) {
  return async (args: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await driver.run(["kubectl", ...args], { timeoutMs: 130_000, signal });
    if (exitCode !== 0 && !signal.aborted) throw notEmpty(`kubectl ${args.join(" ")}`, stderr);
    return stdout.trim();
  };
}

function notEmpty(command: string, stderr: string): ClusterError {
  return new ClusterError({ code: "exam-not-empty", text: verifyTexts.siteNotEmpty({ command, said: stderr.trim() }) });
}

/** Why an answer is not played on this cluster; undefined: it is. `applied`: the manifests it would apply. */
export function reasonToLeaveOut({ driver, tenants }: ExamSite, paper: Paper, applied: string): LocalizedText | undefined {
  if (!("answer" in paper)) return undefined;
  if (/\bghrc\.io\b/.test(applied)) return verifyTexts.leftOutHostile;
  if (paper.lab.owns.some(({ namespace }) => namespace === "metallb-system")) {
    if (driver.kind === "kubeconfig") return verifyTexts.leftOutBalancer;
    if (tenants.metallb) return verifyTexts.leftOutMetallb;
  }
  if (paper.kind === "right") return undefined;
  if (paper.kind === "wrong" && paper.answer.expects.code === "other-namespace") return verifyTexts.leftOutElsewhere;
  return tenants.sameNames.length > 0 ? verifyTexts.leftOutNames : undefined;
}
