import { randomBytes } from "node:crypto";
import type { Container, ContainerContext, Exec, ExecRequest, ExitStatus } from "../../container.ts";
import { layBaseFiles } from "./base-files.ts";
import { type Console, execConsole, mainConsole } from "./console.ts";
import { Files, resolvePath } from "./files.ts";
import { DEFAULT_PATH, findProgram } from "./find-program.ts";
import { createMachine } from "./machine.ts";
import type { Child, Machine } from "./process.ts";
import { mountedVolume } from "./volumes.ts";

/** What an image brings to each of its containers. */
export interface Blueprint {
  readonly entrypoint: readonly string[];
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workingDir: string;
  readonly libc: Machine["libc"];
  /** Lays the image's files into a new container. */
  readonly unpack: (files: Files) => void;
}

const SIGTERM = 15;
const SIGKILL = 9;
const SIGINT = 2;

export function startContainer(blueprint: Blueprint, context: ContainerContext): Container {
  const files = new Files(() => context.clock.now());
  layBaseFiles(files, context);
  blueprint.unpack(files);
  for (const mount of context.mounts ?? []) files.mount(mountedVolume(mount, context.clock));
  const { machine, halt } = createMachine({ ...context, files, libc: blueprint.libc });
  const env = new Map(Object.entries({ PATH: DEFAULT_PATH, HOME: "/root", ...blueprint.env, ...context.env }));
  const cwd = resolvePath("/", context.workingDir ?? blueprint.workingDir);
  if (files.find(cwd) === undefined) files.put(cwd, { kind: "directory", mode: 0o755, modified: context.clock.now() });

  const argv = [...(context.command ?? blueprint.entrypoint), ...(context.args ?? (context.command ? [] : blueprint.args))];
  const found = findProgram(files, argv[0] ?? "", { cwd, path: env.get("PATH") ?? "" });
  if (found.status !== "found") return neverStarted(whyNot(found.status, argv[0] ?? "", files, cwd));

  const console = mainConsole({ stdin: context.stdin === true, tty: context.tty === true, log: context.log });
  const { child: main, forget: stopMain } = spawnAt(console, () => machine.spawn({ program: found.program, argv, env, cwd, ...console, parent: 0 }));
  let stopped: ExitStatus | undefined;
  let settle: (status: ExitStatus) => void = () => {};
  const forced = new Promise<ExitStatus>((resolve) => {
    settle = resolve;
  });
  const exited = Promise.race([main.done, forced]).then((status) => {
    stopped ??= status;
    stopMain();
    console.flush();
    console.close();
    halt();
    return status;
  });

  return {
    exited,
    stop(graceSeconds) {
      if (stopped) return;
      machine.kill(main.pid, SIGTERM);
      const kill = (): void => settle({ code: 128 + SIGKILL, signal: SIGKILL });
      if (graceSeconds <= 0) kill();
      else context.clock.after(graceSeconds * 1000, kill);
    },
    exec: (request) => (stopped ? failed("cannot exec in a stopped state", 1) : exec(machine, { request, env, cwd })),
    attach(request) {
      const detach = console.attach(request);
      return {
        done: exited.then(({ code }) => ({ status: "exit", code })),
        kill: detach,
        resize(size) {
          if (console.terminal) console.terminal.size = size;
        },
      };
    },
  };
}

interface ExecPlan {
  readonly request: ExecRequest;
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
}

function exec(machine: Machine, { request, env, cwd }: ExecPlan): Exec {
  const name = request.command[0] ?? "";
  const found = findProgram(machine.files, name, { cwd, path: env.get("PATH") ?? "" });
  if (found.status !== "found") {
    const why = whyNot(found.status, name, machine.files, cwd);
    return failed(notStarted(why), found.status === "missing" ? 127 : 126);
  }
  const console = execConsole(request);
  const withTerminal = new Map(request.tty ? [...env, ["TERM", "xterm"] as const] : env);
  const { child, forget } = spawnAt(console, () =>
    machine.spawn({ program: found.program, argv: request.command, env: withTerminal, cwd, ...console, parent: 0 }),
  );
  return {
    done: child.done.then(({ code }) => {
      forget();
      console.close();
      return { status: "exit", code };
    }),
    kill() {
      child.kill(SIGKILL);
      console.close();
    },
    resize(size) {
      if (console.terminal) console.terminal.size = size;
    },
  };
}

/** Ctrl-C is for this process, until its program asks for it: a shell does when it starts, so this must have been said before. */
function spawnAt({ terminal }: Console, spawn: () => Child): { readonly child: Child; readonly forget: () => void } {
  let child: Child | undefined;
  const forget = terminal?.onInterrupt(() => child?.kill(SIGINT));
  child = spawn();
  return { child, forget: () => forget?.() };
}

function whyNot(status: "missing" | "denied", name: string, files: Files, cwd: string): string {
  if (status === "denied") return `exec: ${JSON.stringify(name)}: permission denied`;
  if (!name.includes("/")) return `exec: ${JSON.stringify(name)}: executable file not found in $PATH`;
  const path = resolvePath(cwd, name);
  return `exec: ${JSON.stringify(name)}: stat ${path}: ${files.find(path) ? "permission denied" : "no such file or directory"}`;
}

/** As containerd 2 tells it. */
function notStarted(why: string): string {
  const id = randomBytes(32).toString("hex");
  return `failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: unable to start container process: ${why}`;
}

function failed(message: string, code: number): Exec {
  return { done: Promise.resolve({ status: "failed", message, code }), kill: () => {}, resize: () => {} };
}

function neverStarted(why: string): Container {
  const startError = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${why}`;
  const refuse = (): Exec => failed("container not running", 1);
  return { exited: Promise.resolve({ code: 128, startError }), stop: () => {}, exec: refuse, attach: refuse };
}
