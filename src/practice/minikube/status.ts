/** minikube status, ip, profile list, version: what there is. */
import { EXIT, exitingDueTo, KUBERNETES, type MinikubeContext, type NodeInfo, nodes, PROFILE, sayStopped } from "./context.ts";
import { readProfile } from "./profile-file.ts";
import { drawTable } from "./table.ts";
import { fillTemplate } from "./template.ts";

const VERSION = "v1.38.1";
const STOPPED_STATUS = { Name: PROFILE, Host: "Stopped", Kubelet: "Stopped", APIServer: "Stopped", Kubeconfig: "Stopped", Worker: false };
const STOPPED_EXIT = 7;

export async function status(context: MinikubeContext): Promise<number> {
  const json = context.args.flags.get("output") === "json";
  if (!isOwnProfile(context)) return json ? sayNoProfileAsEvents(context) : sayNoProfile(context);
  const found = await nodes(context);
  const statuses = found === undefined ? [STOPPED_STATUS] : found.map(statusOf);
  const format = context.args.flags.get("format");
  if (json && format !== undefined) return exitingDueTo(context, "MK_USAGE", "Cannot use both --output and --format options", EXIT.usage);
  if (format !== undefined) {
    const texts = statuses.map((each) => fillTemplate(format, each));
    if (texts.includes(undefined)) return exitingDueTo(context, "INTERNAL_STATUS_TEXT", `status text failure: template: ${format}`, EXIT.failure);
    context.out(texts.join(""));
  } else if (json) context.out(JSON.stringify(statuses.length === 1 ? statuses[0] : statuses));
  else context.out(statuses.map(statusText).join(""));
  return found === undefined ? STOPPED_EXIT : 0;
}

export async function ip(context: MinikubeContext): Promise<number> {
  if (!isOwnProfile(context)) return sayNoProfile(context);
  const found = await nodes(context);
  if (found === undefined) return sayStopped(context);
  const name = context.args.flags.get("node") ?? context.args.flags.get("namespace");
  const node = name === undefined ? found[0] : found.find((each) => each.name === name || each.name === `${PROFILE}-${name}`);
  if (node === undefined) return exitingDueTo(context, "GUEST_NODE_RETRIEVE", `retrieving node: Could not find node ${name}`, EXIT.failure);
  context.out(`${node.address}\n`);
  return 0;
}

export async function profileList(context: MinikubeContext): Promise<number> {
  const found = await nodes(context);
  const light = context.args.flags.get("light") === "true";
  const state = light ? "Skipped" : found === undefined ? "Stopped" : "OK";
  const profile = readProfile(context.paths.data);
  const list = (found ?? []).map((node) => ({
    Name: node.controlPlane ? "" : node.name.replace(`${PROFILE}-`, ""),
    IP: node.address,
    Port: node.controlPlane ? 8443 : 0,
    KubernetesVersion: KUBERNETES,
    ContainerRuntime: "containerd",
    ControlPlane: node.controlPlane,
    Worker: true,
  }));
  if (context.args.flags.get("output") === "json") {
    const config = {
      Name: PROFILE,
      Driver: "svclab",
      KubernetesConfig: {
        KubernetesVersion: KUBERNETES,
        ClusterName: PROFILE,
        Namespace: "default",
        DNSDomain: "cluster.local",
        ContainerRuntime: "containerd",
        ServiceCIDR: "10.96.0.0/12",
        LoadBalancerStartIP: profile.loadBalancerStartIp,
        LoadBalancerEndIP: profile.loadBalancerEndIp,
      },
      Nodes: list,
      Addons: profile.addons,
    };
    context.out(`${JSON.stringify({ invalid: [], valid: [{ Name: PROFILE, Status: state, Config: config, Active: true, ActiveKubeContext: true }] })}\n`);
    return 0;
  }
  const heads = ["PROFILE", "DRIVER", "RUNTIME", "IP", "VERSION", "STATUS", "NODES", "ACTIVE PROFILE", "ACTIVE KUBECONTEXT"];
  context.out(drawTable(heads, [[PROFILE, "svclab", "containerd", found?.[0]?.address ?? "", KUBERNETES, state, String(list.length || 1), "*", "*"]]));
  return 0;
}

export function version(context: MinikubeContext): number {
  const commit = "svclab-practice-cluster";
  if (context.args.flags.get("output") === "json") context.out(`${JSON.stringify({ commit, minikubeVersion: VERSION })}\n`);
  else if (context.args.flags.has("short")) context.out(`${VERSION}\n`);
  else context.out(`minikube version: ${VERSION}\ncommit: ${commit}\n`);
  return 0;
}

export function isOwnProfile(context: MinikubeContext): boolean {
  return (context.args.flags.get("profile") ?? PROFILE) === PROFILE;
}

export function sayNoProfile(context: MinikubeContext): number {
  const name = context.args.flags.get("profile") ?? "";
  context.out(`🤷  Profile "${name}" not found. Run "minikube profile list" to view all profiles.\n👉  To start a cluster, run: "minikube start -p ${name}"\n`);
  return EXIT.profileMissing;
}

function sayNoProfileAsEvents(context: MinikubeContext): number {
  const name = context.args.flags.get("profile") ?? "";
  const messages = [`Profile "${name}" not found. Run "minikube profile list" to view all profiles.`, `To start a cluster, run: "minikube start -p ${name}"`];
  for (const message of messages) {
    const event = {
      data: { message },
      datacontenttype: "application/json",
      id: crypto.randomUUID(),
      source: "https://minikube.sigs.k8s.io/",
      specversion: "1.0",
      type: "io.k8s.sigs.minikube.info",
    };
    context.out(`${JSON.stringify(event)}\n`);
  }
  return EXIT.profileMissing;
}

function statusOf(node: NodeInfo) {
  const running = node.ready ? "Running" : "Stopped";
  return node.controlPlane
    ? { Name: node.name, Host: "Running", Kubelet: running, APIServer: "Running", Kubeconfig: "Configured", Worker: false }
    : { Name: node.name, Host: "Running", Kubelet: running, APIServer: "Irrelevant", Kubeconfig: "Irrelevant", Worker: true };
}

function statusText(status: ReturnType<typeof statusOf>): string {
  const lines = [status.Name, `type: ${status.Worker ? "Worker" : "Control Plane"}`, `host: ${status.Host}`, `kubelet: ${status.Kubelet}`];
  return `${[...lines, ...(status.Worker ? [] : [`apiserver: ${status.APIServer}`, `kubeconfig: ${status.Kubeconfig}`])].join("\n")}\n\n`;
}
