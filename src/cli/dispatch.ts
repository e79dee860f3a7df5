/** What is asked for -> the command that does it. Each command is loaded when it is asked for. */
import type { Ports } from "../commands/ports.ts";
import type { Flags, Request } from "./invocation.ts";

/** The exit code. Without a terminal, `svclab` alone tells where the learner stands, and `start` demonstrates. */
export async function dispatch(request: Request, flags: Flags, ports: Ports): Promise<number> {
  const { cluster, context, profile, namespace, json, yes, timeoutMs } = flags;
  const wishes = { cluster, context, profile, namespace };
  switch (request.verb) {
    case "home":
      return ports.terminal === undefined || json
        ? (await import("../commands/list.ts")).list(ports, { json })
        : (await import("../commands/start.ts")).start(ports, ports.terminal, { ...wishes, target: undefined, from: "solutions", yes });
    case "list":
      return (await import("../commands/list.ts")).list(ports, { json });
    case "start":
      return ports.terminal === undefined
        ? (await import("../commands/demonstrate.ts")).demonstrate(ports, { lab: request.target?.split("/")[0] })
        : (await import("../commands/start.ts")).start(ports, ports.terminal, { ...wishes, target: request.target, from: request.from, yes });
    case "check":
      return (await import("../commands/check.ts")).check(ports, { ...wishes, target: request.target, save: request.save, json, timeoutMs });
    case "judge":
      return (await import("../commands/judge.ts")).judge(ports, { files: request.files, json });
    case "hint":
      return (await import("../commands/hint.ts")).hint(ports, { ...wishes, target: request.target });
    case "solution":
      return (await import("../commands/solution.ts")).solution(ports, { ...wishes, target: request.target });
    case "answer":
      return (await import("../commands/answer.ts")).answer(ports, { ...wishes, target: request.target, given: request.given });
    case "next":
      return (await import("../commands/next.ts")).next(ports, wishes);
    case "reset":
      return (await import("../commands/reset.ts")).reset(ports, { ...wishes, target: request.target, yes });
    case "watch":
      return (await import("../commands/watch.ts")).watch(ports, { ...wishes, lab: request.lab });
    case "shell":
      return (await import("../commands/shell.ts")).shell(ports, wishes);
    case "cluster":
      return dispatchCluster(request.deed, ports, { ...wishes, json, yes });
    case "cluster-env":
      return (await import("../commands/cluster.ts")).clusterEnv(ports, { ...wishes, shell: request.shell });
    case "verify":
      return (await import("../commands/verify.ts")).verify(ports, { ...wishes, labs: request.labs, mutants: request.mutants, only: request.only, json, yes });
    case "report": {
      const format = request.format ?? (json ? "json" : undefined);
      return (await import("../commands/report.ts")).report(ports, { ...wishes, format, output: request.output });
    }
    case "completion":
      return (await import("./completion.ts")).completion(ports, request.shell);
    case "lab-new":
      return (await import("../commands/lab.ts")).labNew(ports, request.name);
    case "lab-lint":
      return (await import("../commands/lab.ts")).labLint(ports, { ...wishes, labs: request.labs, mutants: request.mutants, json, yes });
    case "lab-schema":
      return (await import("../commands/lab.ts")).labSchema(ports);
    case "doctor":
      return (await import("../commands/doctor.ts")).doctor(ports, { ...wishes, json });
  }
}

async function dispatchCluster(
  deed: "up" | "down" | "status" | "reset",
  ports: Ports,
  request: Parameters<typeof import("../commands/cluster.ts").clusterStatus>[1] & { readonly yes: boolean },
): Promise<number> {
  const commands = await import("../commands/cluster.ts");
  switch (deed) {
    case "up":
      return commands.clusterUp(ports, request);
    case "down":
      return commands.clusterDown(ports, request);
    case "status":
      return commands.clusterStatus(ports, request);
    case "reset":
      return commands.clusterReset(ports, request);
  }
}
