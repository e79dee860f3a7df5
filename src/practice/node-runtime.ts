/**
 * What the API server asks of the node: the kubelet's own HTTP endpoints (logs, exec, port-forward), and what
 * the composition asks of the engine as a whole. Pods are named by namespace and name.
 */
import type { Duplex } from "node:stream";
import type { AttachRequest, Exec, ExecRequest } from "./container.ts";

export interface NodeRuntime {
  /**
   * Log lines of a container, oldest first. `previous`: of its last ended run.
   * Throws ApiError BadRequest with upstream's text (`container "x" in pod "y" is waiting to start: trying and failing to pull image`,
   * `previous terminated container "x" in pod "y" not found`) where there is nothing to show. A pod without a node has an empty log.
   */
  logs(target: ContainerTarget, options: { readonly previous: boolean }): LogReader;
  /** Throws ApiError when the pod has no node, or there is no container to run in or to join (the node's own text, without a reason). */
  verifyPresent(target: ContainerTarget, purpose: "exec" | "attach"): void;
  /** Throws as verifyPresent does. */
  exec(target: ContainerTarget, request: ExecRequest): Exec;
  /** Joins the main process's own streams. One that has ended for good is joined too, and says what nobody has read of its log. Throws as verifyPresent does. */
  attach(target: ContainerTarget, request: AttachRequest): Exec;
  /** A connection to a port inside the pod, as port-forward makes it: to the pod's localhost. Rejects with NetworkError and the runtime's text. */
  connect(pod: PodTarget, port: number): Promise<Duplex>;
}

export interface PodTarget {
  readonly namespace: string;
  readonly pod: string;
}

export interface ContainerTarget extends PodTarget {
  readonly container: string;
}

export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

export interface LogReader {
  /** What has been written up to now. */
  readonly lines: readonly LogLine[];
  /** Calls back for each further line, then once with undefined when the container has ended. Returns how to stop. */
  follow(listener: (line: LogLine | undefined) => void): () => void;
}
