/** minikube node, ssh, kubectl: what works on the nodes. */
import { run, runInteractive } from "../../process/run.ts";
import { EXIT, exitingDueTo, type MinikubeContext, nodes, PROFILE, sayStopped } from "./context.ts";

export async function node(context: MinikubeContext): Promise<number> {
  const [, verb, name] = context.args.words;
  const found = await nodes(context);
  if (found === undefined) return sayStopped(context);
  switch (verb) {
    case "list":
      context.out(found.map((each) => `${each.name}\t${each.address}\n`).join(""));
      return 0;
    case "add":
      return addNode(context, nextName(found.map((each) => each.name)));
    case "delete":
      return name === undefined ? exitingDueTo(context, "MK_USAGE", "Usage: minikube node delete [name]", EXIT.usage) : deleteNode(context, fullName(name));
    default:
      return exitingDueTo(context, "MK_USAGE", "Usage: minikube node [add|delete|list]", EXIT.usage);
  }
}

/** One command on a node, by the practice cluster's own shell: nothing of this computer runs. */
export async function ssh(context: MinikubeContext): Promise<number> {
  // ssh itself joins the words and leaves them to the shell over there.
  const line = [...context.args.words.slice(1), ...context.args.rest].join(" ");
  if (line === "") {
    context.err(
      context.language === "ko"
        ? "연습용 클러스터의 노드에는 터미널로 들어갈 수 없습니다. 명령을 주세요: minikube ssh -- curl -s localhost:31000\n"
        : "The practice cluster's node has no terminal to log in to. Give a command: minikube ssh -- curl -s localhost:31000\n",
    );
    return EXIT.unsupported;
  }
  const name = context.args.flags.get("node") ?? context.args.flags.get("namespace") ?? PROFILE;
  const reply = await context.call({ method: "POST", path: "/svclab/ssh", body: { node: fullName(name), line } });
  if (reply.status !== "answered") return sayStopped(context);
  const result = reply.body as { readonly exitCode?: number; readonly stdout?: string; readonly stderr?: string; readonly message?: string };
  if (result.exitCode === undefined) return exitingDueTo(context, "GUEST_NODE_RETRIEVE", result.message ?? "", EXIT.failure);
  context.out(result.stdout ?? "");
  context.err(result.stderr ?? "");
  if (result.exitCode !== 0) context.err(`ssh: Process exited with status ${result.exitCode}\n`);
  return result.exitCode;
}

/** The kubectl of the lab shell, on this cluster. */
export async function kubectl(context: MinikubeContext): Promise<number> {
  const argv = ["kubectl", ...(context.args.rest.length > 0 ? context.args.rest : context.args.words.slice(1))];
  const env = { ...context.env, KUBECONFIG: context.paths.kubeconfig };
  const version = await run(["kubectl", "version", "--client"], { env });
  if (version.exitCode !== 127) return runInteractive(argv, { env });
  context.err(
    context.language === "ko"
      ? "kubectl을 찾을 수 없습니다. svclab shell 안에서 실행하세요.\n"
      : "There is no kubectl on the PATH. Run this inside svclab shell.\n",
  );
  return 127;
}

async function addNode(context: MinikubeContext, name: string): Promise<number> {
  context.out(`😄  Adding node ${name.slice(PROFILE.length + 1)} to cluster ${PROFILE} as [worker]\n`);
  const reply = await context.call({ method: "POST", path: "/svclab/node/add", body: { name } });
  if (reply.status !== "answered" || reply.code !== 200) return exitingDueTo(context, "GUEST_NODE_ADD", messageOf(reply), EXIT.failure);
  context.out(`🏄  Successfully added ${name.slice(PROFILE.length + 1)} to ${PROFILE}!\n`);
  return 0;
}

async function deleteNode(context: MinikubeContext, name: string): Promise<number> {
  if (name === PROFILE)
    return exitingDueTo(context, "GUEST_NODE_DELETE", "deleting node: the control plane can't be deleted; use minikube delete", EXIT.failure);
  context.out(`🔥  Deleting node ${name.slice(PROFILE.length + 1)} from cluster ${PROFILE}\n`);
  const reply = await context.call({ method: "POST", path: "/svclab/node/delete", body: { name } });
  if (reply.status !== "answered" || reply.code !== 200) return exitingDueTo(context, "GUEST_NODE_DELETE", messageOf(reply), EXIT.failure);
  context.out(`💀  Node ${name.slice(PROFILE.length + 1)} was successfully deleted.\n`);
  return 0;
}

function messageOf(reply: Awaited<ReturnType<MinikubeContext["call"]>>): string {
  return reply.status === "answered" ? ((reply.body as { message?: string } | undefined)?.message ?? `HTTP ${reply.code}`) : reply.status;
}

/** minikube-m02, minikube-m03, … */
function nextName(names: readonly string[]): string {
  for (let number = 2; ; number += 1) {
    const name = `${PROFILE}-m${String(number).padStart(2, "0")}`;
    if (!names.includes(name)) return name;
  }
}

function fullName(name: string): string {
  return name === PROFILE || name.startsWith(`${PROFILE}-`) ? name : `${PROFILE}-${name}`;
}
