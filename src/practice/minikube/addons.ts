/** minikube addons: only metallb is more than a name here. */
import { isIPv4 } from "node:net";
import { EXIT, exitingDueTo, type MinikubeContext, nodes, PROFILE, sayStopped } from "./context.ts";
import { applyMetallb, removeMetallb } from "./metallb.ts";
import { readProfile, writeProfile } from "./profile-file.ts";
import { drawTable } from "./table.ts";

const ADDONS: Readonly<Record<string, string>> = {
  dashboard: "Kubernetes",
  "default-storageclass": "Kubernetes",
  ingress: "Kubernetes",
  "ingress-dns": "minikube",
  metallb: "3rd party (MetalLB)",
  "metrics-server": "Kubernetes",
  registry: "minikube",
  "storage-provisioner": "minikube",
};

export async function addons(context: MinikubeContext): Promise<number> {
  const [, verb, name] = context.args.words;
  if (verb === "list") return list(context);
  if (verb !== "enable" && verb !== "disable" && verb !== "configure") {
    return exitingDueTo(context, "MK_USAGE", "Usage: minikube addons list|enable|disable|configure NAME", EXIT.usage);
  }
  if (name === undefined) return exitingDueTo(context, "MK_USAGE", `usage: minikube addons ${verb} ADDON_NAME`, EXIT.usage);
  if (ADDONS[name] === undefined) return sayInvalid(context, name);
  if (name !== "metallb") return sayNotHere(context, name);
  switch (verb) {
    case "enable":
      return enable(context);
    case "disable":
      return disable(context);
    case "configure":
      return configure(context);
  }
}

function list(context: MinikubeContext): number {
  const { addons: on } = readProfile(context.paths.data);
  const names = Object.keys(ADDONS).sort();
  if (context.args.flags.get("output") === "json") {
    const entries = names.map((name) => [name, { Profile: PROFILE, Status: on[name] ? "enabled" : "disabled" }]);
    context.out(`${JSON.stringify(Object.fromEntries(entries))}\n`);
    return 0;
  }
  const rows = names.map((name) => [name, PROFILE, on[name] ? "enabled ✅" : "disabled", ADDONS[name]!]);
  context.out(drawTable(["ADDON NAME", "PROFILE", "STATUS", "MAINTAINER"], rows));
  return 0;
}

async function enable(context: MinikubeContext): Promise<number> {
  context.out(
    "❗  metallb is a 3rd party addon and is not maintained or verified by minikube maintainers, enable at your own risk.\n❗  metallb does not currently have an associated maintainer.\n",
  );
  const profile = readProfile(context.paths.data);
  // On a cluster that is stopped only the flag is set; the next start does the rest.
  if ((await nodes(context)) !== undefined) {
    context.out("    ▪ Using image quay.io/metallb/speaker:v0.9.6\n    ▪ Using image quay.io/metallb/controller:v0.9.6\n");
    await applyMetallb(context, { start: profile.loadBalancerStartIp, end: profile.loadBalancerEndIp });
  }
  writeProfile(context.paths.data, { ...profile, addons: { ...profile.addons, metallb: true } });
  context.out("🌟  The 'metallb' addon is enabled\n");
  return 0;
}

async function disable(context: MinikubeContext): Promise<number> {
  const profile = readProfile(context.paths.data);
  if ((await nodes(context)) !== undefined) await removeMetallb(context);
  writeProfile(context.paths.data, { ...profile, addons: { ...profile.addons, metallb: false } });
  context.out(`🌑  "The 'metallb' addon is disabled\n`);
  return 0;
}

/** Asks twice; an answer that is no address is asked again. */
async function configure(context: MinikubeContext): Promise<number> {
  if ((await nodes(context)) === undefined) return sayStopped(context);
  const start = await askAddress(context, "-- Enter Load Balancer Start IP: ");
  const end = start === undefined ? undefined : await askAddress(context, "-- Enter Load Balancer End IP: ");
  if (start === undefined || end === undefined) {
    context.err("\nEOF\n");
    return 1;
  }
  writeProfile(context.paths.data, { ...readProfile(context.paths.data), loadBalancerStartIp: start, loadBalancerEndIp: end });
  await applyMetallb(context, { start, end });
  context.out(
    "    ▪ Using image quay.io/metallb/speaker:v0.9.6\n    ▪ Using image quay.io/metallb/controller:v0.9.6\n✅  metallb was successfully configured\n",
  );
  return 0;
}

async function askAddress(context: MinikubeContext, prompt: string): Promise<string | undefined> {
  for (let text = prompt; ; text = "--Invalid input, please enter a value: ") {
    const answer = (await context.ask(text))?.trim();
    if (answer === undefined || isIPv4(answer)) return answer;
  }
}

function sayInvalid(context: MinikubeContext, name: string): number {
  return exitingDueTo(context, "MK_ADDON_ENABLE", `${name} is not a valid addon\nTo see the list of available addons run: minikube addons list`, EXIT.addon);
}

function sayNotHere(context: MinikubeContext, name: string): number {
  context.err(
    context.language === "ko"
      ? `연습용 클러스터에는 이 애드온이 없습니다: ${name}. 쓸 수 있는 것: metallb\n`
      : `The practice cluster does not have this addon: ${name}. It has: metallb\n`,
  );
  return EXIT.unsupported;
}
