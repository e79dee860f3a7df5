/** How a cluster is reached. One port, three drivers: practice, minikube, kubeconfig. */
import type { LocalizedText, Trouble } from "../../grader/model.ts";
import type { ReadingPort } from "../../grader/ports.ts";
import type { Means } from "./kubeconfig/means.ts";

export type ClusterKind = "practice" | "minikube" | "kubeconfig";

export interface Driver {
  readonly kind: ClusterKind;
  /** Profile or context name. */
  readonly name: string;
  /** Where the lab's objects live. */
  readonly namespace: string;
  /** A file that svclab wrote for itself; never the user's. */
  readonly kubeconfig: string;
  readonly reading: ReadingPort;
  state(signal: AbortSignal): Promise<ClusterState>;
  /** Before the first change: looks whether the labs may do what they do, and makes their namespace where it isn't the cluster's own. Throws ClusterError rights-missing or namespace-not-made. */
  prepare(signal: AbortSignal): Promise<void>;
  /** What the cluster can do for the labs, where that isn't known beforehand; changes nothing. */
  means?(signal: AbortSignal): Promise<Means>;
  /** Yields when objects in the namespace have changed; bursts within 50 ms come as one. Ends with the signal; throws ClusterError when the watch can't be kept. */
  changes(signal: AbortSignal): AsyncIterable<void>;
  /** Environment of the lab shell: KUBECONFIG, PATH with kubectl (and, on practice, minikube) in front. */
  environment(): Readonly<Record<string, string>>;
  /** Runs kubectl or minikube as a learner in the lab shell would. Never rejects for an exit code. */
  run(argv: readonly string[], options?: RunOptions): Promise<RunResult>;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface RunResult {
  /** 124 after a time-out, 127 when the program is missing, 130 when cancelled. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type ClusterState =
  | { readonly status: "running"; readonly version: string; readonly nodeAddress: string | undefined }
  /** `start`: what the advice says to run, where that is one command. */
  | { readonly status: "stopped"; readonly advice: LocalizedText; readonly start?: readonly [string, ...string[]] }
  | { readonly status: "absent"; readonly advice: LocalizedText; readonly start?: readonly [string, ...string[]] }
  | { readonly status: "unreachable"; readonly trouble: Trouble; readonly advice: LocalizedText };
