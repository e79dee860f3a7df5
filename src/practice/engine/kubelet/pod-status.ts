import { apiTime, type Condition, type ContainerStatus, type Pod, type PodStatus } from "../../objects.ts";
import { withCondition } from "../conditions.ts";
import { qualityOfService } from "./quality-of-service.ts";

/** What the kubelet knows of a pod at one moment. */
export interface PodSight {
  readonly pod: Pod;
  readonly hostIP: string;
  /** undefined: there is no sandbox. */
  readonly podIP: string | undefined;
  readonly startTime: number;
  readonly initContainers: readonly ContainerStatus[];
  readonly containers: readonly ContainerStatus[];
  readonly ephemeralContainers: readonly ContainerStatus[];
  readonly now: number;
}

/** The status as the kubelet reports it. Pure. */
export function podStatus(sight: PodSight): PodStatus {
  const { pod, hostIP, podIP, startTime, initContainers, containers } = sight;
  const phase = phaseOf(sight);
  const observed = pod.metadata.generation === undefined ? {} : { observedGeneration: pod.metadata.generation };
  return {
    ...observed,
    phase,
    conditions: conditionsOf(sight, phase),
    hostIP,
    hostIPs: [{ ip: hostIP }],
    ...(podIP === undefined ? {} : { podIP, podIPs: [{ ip: podIP }] }),
    startTime: apiTime(startTime),
    ...(initContainers.length > 0 ? { initContainerStatuses: initContainers } : {}),
    containerStatuses: containers,
    ...(sight.ephemeralContainers.length > 0 ? { ephemeralContainerStatuses: sight.ephemeralContainers } : {}),
    qosClass: qualityOfService(pod.spec),
  };
}

type Phase = NonNullable<PodStatus["phase"]>;

function phaseOf({ pod, initContainers, containers }: PodSight): Phase {
  const policy = pod.spec.restartPolicy ?? "Always";
  const failedInit = initContainers.some(({ state }) => state.terminated !== undefined && state.terminated.exitCode !== 0);
  if (failedInit && policy === "Never") return "Failed";
  if (!initContainers.every(isDone)) return "Pending";
  const isWaiting = ({ state, lastState }: ContainerStatus): boolean => state.waiting !== undefined && lastState.terminated === undefined;
  if (containers.some(isWaiting)) return "Pending";
  if (containers.some(({ state }) => state.running !== undefined) || policy === "Always") return "Running";
  const ends = containers.map(({ state, lastState }) => state.terminated ?? lastState.terminated);
  if (ends.every((end) => end?.exitCode === 0)) return "Succeeded";
  const isOver = containers.every(({ state }) => state.terminated !== undefined);
  return policy === "Never" && isOver ? "Failed" : "Running";
}

function isDone({ state, ready, started }: ContainerStatus): boolean {
  return state.terminated?.exitCode === 0 || (state.running !== undefined && (ready || started === true));
}

function conditionsOf(sight: PodSight, phase: Phase): readonly Condition[] {
  const { pod, podIP, initContainers, containers, now } = sight;
  const unfinished = initContainers.filter((each) => !isDone(each)).map(({ name }) => name);
  const unready = containers.filter((each) => !each.ready).map(({ name }) => name);
  const readiness = (): Pick<Condition, "status" | "reason" | "message"> => {
    if (phase === "Succeeded") return { status: "False", reason: "PodCompleted" };
    if (phase === "Failed") return { status: "False", reason: "PodFailed" };
    if (unready.length === 0 && unfinished.length === 0) return { status: "True" };
    return { status: "False", reason: "ContainersNotReady", message: `containers with unready status: [${unready.join(" ")}]` };
  };
  const initialized = (): Pick<Condition, "status" | "reason" | "message"> => {
    if (unfinished.length === 0) return phase === "Succeeded" ? { status: "True", reason: "PodCompleted" } : { status: "True" };
    return { status: "False", reason: "ContainersNotInitialized", message: `containers with incomplete status: [${unfinished.join(" ")}]` };
  };
  const wanted: readonly Pick<Condition, "type" | "status" | "reason" | "message">[] = [
    { type: "PodReadyToStartContainers", status: podIP !== undefined && phase !== "Succeeded" && phase !== "Failed" ? "True" : "False" },
    { type: "Initialized", ...initialized() },
    { type: "Ready", ...readiness() },
    { type: "ContainersReady", ...readiness() },
    { type: "PodScheduled", status: "True" },
  ];
  const before = pod.status?.conditions ?? [];
  const foreign = before.filter(({ type }) => !wanted.some((each) => each.type === type));
  const observed = pod.metadata.generation === undefined ? {} : { observedGeneration: pod.metadata.generation };
  const renewed = wanted.map((each) => {
    const condition = { lastProbeTime: null, lastTransitionTime: apiTime(now), ...each, ...observed };
    return withCondition(before, condition).find(({ type }) => type === each.type) ?? condition;
  });
  return [...renewed, ...foreign];
}
