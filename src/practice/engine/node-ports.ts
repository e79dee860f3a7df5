/** Ports of the node itself that pods ask for (`hostPort`): each can be held by one pod of a node, as the scheduler's plugin NodePorts has it. */
import type { ContainerSpec, Pod, PodSpec } from "../objects.ts";
import { isTerminal } from "./pods.ts";

interface HostPort {
  readonly hostPort?: number;
  readonly hostIP?: string;
  readonly protocol?: string;
}

/** Whether no pod of the node holds a port that this one asks for. */
export function arePortsFree(pods: readonly Pod[], node: string, spec: PodSpec): boolean {
  const wanted = hostPortsOf(spec);
  if (wanted.length === 0) return true;
  const held = pods.filter((pod) => pod.spec.nodeName === node && !isTerminal(pod)).flatMap((pod) => hostPortsOf(pod.spec));
  return !wanted.some((port) => held.some((other) => clash(port, other)));
}

/** Of what runs at the same time: init containers only where they go on running. */
function hostPortsOf({ containers, initContainers = [] }: PodSpec): readonly HostPort[] {
  const beside = initContainers.filter(({ restartPolicy }: ContainerSpec) => restartPolicy === "Always");
  return [...beside, ...containers].flatMap(({ ports = [] }) => (ports as readonly HostPort[]).filter(({ hostPort = 0 }) => hostPort > 0));
}

/** An address left out means every address of the node. */
function clash(one: HostPort, other: HostPort): boolean {
  const [here, there] = [addressOf(one), addressOf(other)];
  const isSameAddress = here === there || here === anyAddress || there === anyAddress;
  return isSameAddress && one.hostPort === other.hostPort && (one.protocol ?? "TCP") === (other.protocol ?? "TCP");
}

const anyAddress = "0.0.0.0";

function addressOf({ hostIP }: HostPort): string {
  return hostIP === undefined || hostIP === "" ? anyAddress : hostIP;
}
