/** What part a container has in its pod: that says whether it is started again when it ends. */
export interface ContainerPart {
  readonly isInit: boolean;
  /** Added to a pod that runs, by `kubectl debug`. */
  readonly isEphemeral: boolean;
  /** restartPolicy of the container itself; "Always" makes an init container a sidecar. */
  readonly own: unknown;
  /** restartPolicy of the pod. */
  readonly pods: string | undefined;
}

function isSidecar({ isInit, own }: ContainerPart): boolean {
  return isInit && own === "Always";
}

export function restartsAfter(exitCode: number, part: ContainerPart): boolean {
  const { isInit, isEphemeral, pods = "Always" } = part;
  if (isEphemeral) return false;
  if (isSidecar(part)) return true;
  if (isInit) return exitCode !== 0 && pods !== "Never";
  return pods === "Always" || (pods === "OnFailure" && exitCode !== 0);
}

/** Where no probe says otherwise. An init container is ready when it has ended well, an ephemeral one never. */
export function isReadyAtOnce(part: ContainerPart): boolean {
  return (!part.isInit || isSidecar(part)) && !part.isEphemeral;
}
