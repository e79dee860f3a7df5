/** minikube start, stop, delete: the practice cluster's own beginning and end. */
import { down, reset, status, up } from "../daemon/control.ts";
import { KUBERNETES, type MinikubeContext, PROFILE } from "./context.ts";
import { applyMetallb } from "./metallb.ts";
import { readProfile } from "./profile-file.ts";

export async function start(context: MinikubeContext): Promise<number> {
  context.out(`😄  minikube on svclab's practice cluster\n`);
  const running = await up({ home: context.paths.home, env: context.env, signal: context.signal });
  context.out(running.started ? `🐳  Preparing Kubernetes ${KUBERNETES} on containerd ...\n` : `🏃  Updating the running practice "${PROFILE}" cluster ...\n`);
  await renewAddons(context);
  context.out(`🏄  Done! kubectl is now configured to use "${PROFILE}" cluster and "default" namespace by default\n`);
  return 0;
}

/** Every start writes the addons' objects anew from the profile: a ConfigMap written by hand is lost. */
async function renewAddons(context: MinikubeContext): Promise<void> {
  const { addons, loadBalancerStartIp, loadBalancerEndIp } = readProfile(context.paths.data);
  const on = Object.keys(addons).filter((name) => addons[name]);
  if (addons.metallb) await applyMetallb(context, { start: loadBalancerStartIp, end: loadBalancerEndIp });
  context.out(`🌟  Enabled addons: ${on.join(", ")}\n`);
}

export async function stop(context: MinikubeContext): Promise<number> {
  context.out(`✋  Stopping node "${PROFILE}"  ...\n`);
  await down({ home: context.paths.home, signal: context.signal });
  context.out("🛑  1 node stopped.\n");
  return 0;
}

export async function remove(context: MinikubeContext): Promise<number> {
  const before = await status({ home: context.paths.home, signal: context.signal });
  if (before.status === "absent") {
    context.out(`🙄  "${PROFILE}" profile does not exist, trying anyways.\n`);
    return 0;
  }
  context.out(`🔥  Deleting "${PROFILE}" in svclab ...\n`);
  await reset({ home: context.paths.home, signal: context.signal });
  context.out(`💀  Removed all traces of the "${PROFILE}" cluster.\n`);
  return 0;
}
