/** The lab shell at this terminal, or beside it. */
import type { ShellRequest, TerminalPorts } from "../../commands/ports.ts";
import { windowsShell } from "../../shell/windows-shell.ts";
import type { Interrupts } from "./interrupts.ts";

export interface ShellsOptions {
  /** SVCLAB_HOME. */
  readonly home: string;
  readonly process: NodeJS.Process;
  readonly interrupts: Interrupts;
}

export function createShells({ home, process, interrupts }: ShellsOptions): Pick<TerminalPorts, "labShell" | "split"> {
  const { env: environment } = process;
  const svclab = [process.execPath, ...process.execArgv, process.argv[1] ?? ""];
  const labShell = async ({ cwd, variables, flags }: ShellRequest): Promise<number> => {
    const [{ prepareLabShell }, { runInteractive }] = await Promise.all([import("../../shell/lab-shell.ts"), import("../../process/run.ts")]);
    const shell = await prepareLabShell({ home, program: [programOf(process)], svclab, environment, platform: process.platform }, { variables, flags });
    // Ctrl-C belongs to the program in front.
    interrupts.pause();
    try {
      return await runInteractive(shell.argv, { cwd, env: shell.environment });
    } finally {
      interrupts.resume();
    }
  };
  if ((environment.TMUX ?? "") === "") return { labShell, split: undefined };
  return {
    labShell,
    async split({ cwd, variables, flags }) {
      const { run } = await import("../../process/run.ts");
      // Side by side where both halves are wide enough to read.
      const direction = (process.stdout.columns ?? 80) >= 160 ? "-h" : "-v";
      const told = { SVCLAB_HOME: home, SVCLAB_LANG: variables.SVCLAB_LANG ?? "", SHELL: environment.SHELL ?? "", PATH: environment.PATH ?? "" };
      const set = Object.entries(told).flatMap(([name, value]) => (value === "" ? [] : ["-e", `${name}=${value}`]));
      await run(["tmux", "split-window", direction, "-c", cwd, ...set, ...svclab, "shell", ...flags], { timeoutMs: 5000 });
    },
  };
}

function programOf({ env, platform }: NodeJS.Process): string {
  if (platform === "win32") return windowsShell(env).program;
  return env.SHELL === undefined || env.SHELL === "" ? "/bin/sh" : env.SHELL;
}
