/** The minikube command of the practice cluster: the part of minikube that the labs use, with its outputs and exit codes. */
import { addons } from "./addons.ts";
import { EXIT, type MinikubeContext } from "./context.ts";
import { remove, start, stop } from "./lifecycle.ts";
import { kubectl, node, ssh } from "./node.ts";
import { service, serviceList } from "./service.ts";
import { ip, isOwnProfile, profileList, sayNoProfile, status, version } from "./status.ts";
import { tunnel } from "./tunnel.ts";

type Command = (context: MinikubeContext) => number | Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  addons,
  delete: remove,
  ip,
  kubectl,
  node,
  profile: (context) => (context.args.words[1] === "list" ? profileList(context) : profileName(context)),
  service: (context) => (context.args.words[1] === "list" ? serviceList(context) : service(context)),
  ssh,
  start,
  status,
  stop,
  tunnel,
  version,
};
/** These answer for any profile. */
const WITHOUT_PROFILE = new Set(["version", "profile", "status", "ip", "kubectl", "addons"]);

/** Answers the exit code. */
export async function runMinikube(context: MinikubeContext): Promise<number> {
  const [name] = context.args.words;
  if (name === undefined || name === "help" || (context.args.flags.has("help") && name !== "kubectl")) {
    context.out(help(context));
    return 0;
  }
  const command = COMMANDS[name];
  if (command === undefined) return sayUnsupported(context, name);
  if (!WITHOUT_PROFILE.has(name) && !isOwnProfile(context)) return sayNoProfile(context);
  return command(context);
}

function profileName(context: MinikubeContext): number {
  if (context.args.words.length > 1 && context.args.words[1] !== "minikube") return sayUnsupported(context, `profile ${context.args.words[1]}`);
  context.out("minikube\n");
  return 0;
}

function sayUnsupported(context: MinikubeContext, name: string): number {
  context.err(
    context.language === "ko"
      ? `연습용 클러스터의 minikube에는 이 명령이 없습니다: ${name}\n있는 명령: ${Object.keys(COMMANDS).join(" ")}\n`
      : `The practice cluster's minikube does not have this command: ${name}\nIt has: ${Object.keys(COMMANDS).join(" ")}\n`,
  );
  return EXIT.unsupported;
}

function help(context: MinikubeContext): string {
  const list = Object.keys(COMMANDS).join(" ");
  return context.language === "ko"
    ? `svclab 연습용 클러스터의 minikube입니다. 실습에 필요한 명령만 있습니다.\n\n명령: ${list}\n`
    : `minikube of svclab's practice cluster: the commands that the labs need.\n\nCommands: ${list}\n`;
}
