import { randomBytes } from "node:crypto";
import { ApiError } from "../../api-error.ts";
import type { AttachRequest, Container, Exec } from "../../container.ts";
import type { ContainerTarget, NodeRuntime, PodTarget } from "../../node-runtime.ts";
import type { ContainerStatus, Pod } from "../../objects.ts";
import { NetworkError } from "../../pod-network.ts";
import type { Registry } from "../../registry.ts";
import type { Kubelet } from "./kubelet.ts";
import { LogBuffer } from "./log-buffer.ts";

/** The kubelet's own endpoints: logs, exec, port-forward. */
export function createRuntime({ registry, kubelet }: { readonly registry: Registry; readonly kubelet: Kubelet }): NodeRuntime {
  const podOf = ({ namespace, pod }: PodTarget): Pod => {
    const found = registry.get<Pod>({ resource: "v1/pods", namespace, name: pod });
    if (found === undefined) throw new ApiError({ code: 404, reason: "NotFound", message: `pods "${pod}" not found`, details: { name: pod, kind: "pods" } });
    return found;
  };
  const verifyNode = (name: string): void => {
    const isThere = registry.get({ resource: "v1/nodes", name }) !== undefined;
    if (!isThere) throw new ApiError({ code: 404, reason: "NotFound", message: `nodes "${name}" not found`, details: { name, kind: "nodes" } });
  };
  /** undefined: it has ended, and won't run again. */
  const presentContainer = (target: ContainerTarget, purpose: "exec" | "attach"): Container | undefined => {
    const { nodeName } = podOf(target).spec;
    if (!nodeName) throw badRequest(`pod ${target.pod} does not have a host assigned`);
    verifyNode(nodeName);
    const runner = kubelet.worker(target.namespace, target.pod)?.find(target.container);
    const hasEnded = purpose === "attach" && runner?.status.state.terminated !== undefined;
    if (runner?.running === undefined && !hasEnded) throw notFound(target, purpose);
    return runner?.running;
  };
  return {
    logs(target, { previous }) {
      const pod = podOf(target);
      if (!pod.spec.nodeName) return endedLog();
      verifyNode(pod.spec.nodeName);
      const runner = kubelet.worker(target.namespace, target.pod)?.find(target.container);
      const ephemeral = (pod.status?.ephemeralContainerStatuses ?? []) as readonly ContainerStatus[];
      const statuses = [
        ...ephemeral,
        ...((pod.status?.initContainerStatuses as readonly ContainerStatus[] | undefined) ?? []),
        ...(pod.status?.containerStatuses ?? []),
      ];
      const status = runner?.status ?? statuses.find(({ name }) => name === target.container);
      if (status === undefined) throw badRequest(`container ${target.container} is not valid for pod ${target.pod}`);
      const refusal = refusalOf(target, status, previous);
      if (refusal !== undefined) throw badRequest(refusal);
      const isBetweenRuns = status.state.waiting !== undefined;
      const kept = previous && !isBetweenRuns ? runner?.logs.previous : runner?.logs.current;
      kept?.markShown();
      return kept ?? endedLog();
    },
    verifyPresent: (target, purpose) => void presentContainer(target, purpose),
    exec(target, request) {
      const container = presentContainer(target, "exec");
      if (container === undefined) throw notFound(target, "exec");
      return container.exec(request);
    },
    attach(target, request) {
      const container = presentContainer(target, "attach");
      if (container === undefined) return joinEnded(kubelet.worker(target.namespace, target.pod)?.find(target.container)?.logs.current, request);
      if (container.attach === undefined) throw notFound(target, "attach");
      return container.attach(request);
    },
    async connect(target, port) {
      const worker = kubelet.worker(target.namespace, target.pod);
      if (worker === undefined)
        throw new NetworkError("ECONNREFUSED", `${forwarding(port, randomBytes(32).toString("hex"))}failed to find sandbox in store: not found`, { port });
      const { sandbox, netns } = worker;
      try {
        return await worker.network.connect("127.0.0.1", port);
      } catch (error) {
        const where = `failed to connect to localhost:${port} inside namespace "${sandbox}"`;
        const refused = `IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6 [::1]:${port}: connect: connection refused`;
        const text = `${forwarding(port, sandbox)}failed to execute portforward in network namespace "${netns}": ${where}, ${refused} `;
        if (error instanceof NetworkError) throw new NetworkError(error.code, text, { port });
        throw error;
      }
    },
  };
}

/** Who joins too late is told what nobody has read: kubectl reads the log before it joins, and something may have been written in between. */
function joinEnded(log: LogBuffer | undefined, request: AttachRequest): Exec {
  for (const { stream, text } of log?.unshown ?? []) request[stream].write(`${text}\n`);
  log?.markShown();
  return { done: Promise.resolve({ status: "exit", code: 0 }), kill: () => {}, resize: () => {} };
}

/** In the kubelet's words; undefined: there is a run whose log can be shown. */
function refusalOf({ container, pod }: ContainerTarget, { state, lastState }: ContainerStatus, previous: boolean): string | undefined {
  if (previous) return lastState.terminated === undefined ? `previous terminated container "${container}" in pod "${pod}" not found` : undefined;
  if (state.waiting === undefined || lastState.terminated !== undefined) return undefined;
  const { reason } = state.waiting;
  const why = { ErrImagePull: "image can't be pulled", ImagePullBackOff: "trying and failing to pull image" }[reason] ?? reason;
  return `container "${container}" in pod "${pod}" is waiting to start: ${why}`;
}

function notFound({ namespace, pod, container }: ContainerTarget, purpose: "exec" | "attach"): ApiError {
  const message = purpose === "exec" ? `container not found ("${container}")` : `container ${container} not found in pod ${pod}_${namespace}`;
  return new ApiError({ code: 500, reason: "", message });
}

function forwarding(port: number, sandbox: string): string {
  return `error forwarding port ${port} to pod ${sandbox}, uid : `;
}

function badRequest(message: string): ApiError {
  return new ApiError({ code: 400, reason: "BadRequest", message });
}

function endedLog(): LogBuffer {
  const log = new LogBuffer();
  log.end();
  return log;
}
