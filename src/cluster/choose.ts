/** Which cluster a command is about, and why. */
import { UserError } from "../trouble.ts";
import type { ClusterKind, Driver } from "./driver.ts";
import type { Environment } from "./environment.ts";
import { askMinikube, minikubeEnvironment } from "./minikube/call.ts";
import { readProfiles } from "./minikube/profiles.ts";
import { parseStatus } from "./minikube/status.ts";

export interface ChooseRequest {
  readonly home: string;
  readonly env: Environment;
  /** --cluster */
  readonly cluster: ClusterKind | undefined;
  /** --context: implies kubeconfig. */
  readonly context: string | undefined;
  /** --profile: implies minikube. */
  readonly profile: string | undefined;
  /** What the last command used. */
  readonly last: ClusterChoice | undefined;
  readonly signal: AbortSignal;
}

export interface ClusterChoice {
  readonly kind: ClusterKind;
  /** Profile or context ("" for the current one); for practice: "practice". */
  readonly name: string;
}

export type ChoiceReason = "asked-for" | "used-last" | "minikube-runs" | "nothing-else";

/** Explicit flag, else the one used last, else a running minikube profile, else practice. Throws UserError cluster-flags for flags that contradict each other. */
export async function chooseCluster(request: ChooseRequest): Promise<{ readonly choice: ClusterChoice; readonly reason: ChoiceReason }> {
  const asked = askedFor(request);
  if (asked !== undefined) return { choice: asked, reason: "asked-for" };
  if (request.last !== undefined) return { choice: request.last, reason: "used-last" };
  const profile = await runningProfile(request);
  if (profile !== undefined) return { choice: { kind: "minikube", name: profile }, reason: "minikube-runs" };
  return { choice: { kind: "practice", name: "practice" }, reason: "nothing-else" };
}

export interface OpenClusterRequest {
  readonly choice: ClusterChoice;
  readonly home: string;
  readonly env: Environment;
  /** --namespace */
  readonly namespace: string | undefined;
  /** From ensureKubectl; undefined: there is none and none can be had, and minikube alone can do without. */
  readonly kubectl: string | undefined;
  readonly signal: AbortSignal;
}

/** The driver for a choice. Starts nothing and changes nothing; practice need not run yet. `foreign`: name it and ask before the first change. Throws ClusterError wrong-context. */
export async function openCluster(request: OpenClusterRequest): Promise<{ readonly driver: Driver; readonly foreign: boolean }> {
  const { choice } = request;
  if (choice.kind === "minikube") {
    const { createMinikubeDriver } = await import("./minikube-driver.ts");
    return { driver: createMinikubeDriver({ ...request, profile: choice.name }), foreign: false };
  }
  const kubectl = request.kubectl ?? "kubectl";
  if (choice.kind === "practice") {
    const { createPracticeDriver } = await import("./practice-driver.ts");
    return { driver: createPracticeDriver({ ...request, kubectl }), foreign: false };
  }
  const { createKubeconfigDriver } = await import("./kubeconfig-driver.ts");
  return createKubeconfigDriver({ ...request, kubectl, context: choice.name === "" ? undefined : choice.name });
}

function askedFor({ cluster, context, profile }: ChooseRequest): ClusterChoice | undefined {
  const kind = cluster ?? (context !== undefined ? "kubeconfig" : profile !== undefined ? "minikube" : undefined);
  if (kind === undefined) return undefined;
  if ((context !== undefined && kind !== "kubeconfig") || (profile !== undefined && kind !== "minikube")) throw contradiction();
  if (kind === "practice") return { kind, name: "practice" };
  return kind === "minikube" ? { kind, name: profile ?? "minikube" } : { kind, name: context ?? "" };
}

/** minikube's active profile when it runs, else any that does. Nothing is asked when there is no minikube, or none of its profiles. */
async function runningProfile({ env: base, home, signal }: ChooseRequest): Promise<string | undefined> {
  const env = minikubeEnvironment(base, home);
  const known = await readProfiles(env, signal);
  for (const { name } of known.status === "listed" ? known.profiles : []) {
    const status = parseStatus(await askMinikube({ profile: name, env }, ["status", "-o", "json"], { timeoutMs: 10_000, signal }));
    if (status.status === "running") return name;
  }
  return undefined;
}

function contradiction(): UserError {
  return new UserError({
    code: "cluster-flags",
    text: {
      ko: "--context는 kubeconfig 클러스터에, --profile은 minikube에 쓰입니다. --cluster와 맞지 않습니다. 하나만 쓰세요.",
      en: "--context goes with a kubeconfig cluster and --profile with minikube; here they contradict each other or --cluster. Use one of them.",
    },
  });
}
