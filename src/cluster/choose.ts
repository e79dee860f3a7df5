/** Which cluster a command is about, and why. */
import type { ClusterKind } from "./driver.ts";

export interface ChooseRequest {
  /** --cluster */
  readonly cluster: ClusterKind | undefined;
  /** --context: implies kubeconfig. */
  readonly context: string | undefined;
  /** --profile: implies minikube. */
  readonly profile: string | undefined;
  /** What the last command used. */
  readonly last: ClusterChoice | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

export interface ClusterChoice {
  readonly kind: ClusterKind;
  /** Profile or context; for practice: "practice". */
  readonly name: string;
}

export type ChoiceReason = "asked-for" | "used-last" | "minikube-runs" | "nothing-else";

/** Explicit flag, else the one used last, else a running minikube profile, else practice. Throws UserError for flags that contradict each other. */
export declare function chooseCluster(request: ChooseRequest): Promise<{ readonly choice: ClusterChoice; readonly reason: ChoiceReason }>;

/** Builds the driver for a choice; doesn't touch the cluster but for reading kubeconfigs (practice: starts nothing). */
export interface OpenClusterRequest {
  readonly choice: ClusterChoice;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** --namespace */
  readonly namespace: string | undefined;
  /** From ensureKubectl. */
  readonly kubectl: string;
  readonly signal: AbortSignal;
}
