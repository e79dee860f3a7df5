/** The terminal, where there is one. */
import type { ReadStream, WriteStream } from "node:tty";
import type { TerminalPorts } from "../../commands/ports.ts";
import { screens } from "../../i18n/screens.ts";
import type { Look } from "../../render/look.ts";
import { plain } from "../../render/paint.ts";
import { createPrompts } from "../../ui/prompts.ts";
import { createScreen } from "../../ui/screen.ts";
import { createTaskRunner } from "../../ui/tasks.ts";
import type { Interrupts } from "./interrupts.ts";

export interface TerminalOptions {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly environment: NodeJS.ProcessEnv;
  readonly look: Look;
  readonly interrupts: Interrupts;
}

export function createTerminal({ stdin, stdout, environment, look, interrupts }: TerminalOptions): TerminalPorts {
  return {
    prompts: createPrompts({ signal: interrupts.signal, onInterrupt: interrupts.interrupt, keysTip: screens.keysTip[look.language] }),
    tasks: createTaskRunner({ colour: look.paint !== plain }),
    screen: createScreen({ input: stdin, output: stdout, onInterrupt: interrupts.interrupt }),
    shell: [shellOf(environment)],
    async hand(argv, { cwd, environment: variables }) {
      const { runInteractive } = await import("../../process/run.ts");
      // Ctrl-C belongs to the program in front.
      interrupts.pause();
      try {
        return await runInteractive(argv, { cwd, env: variables });
      } finally {
        interrupts.resume();
      }
    },
  };
}

function shellOf(environment: NodeJS.ProcessEnv): string {
  if (process.platform === "win32") return environment.COMSPEC ?? "cmd.exe";
  return environment.SHELL === undefined || environment.SHELL === "" ? "/bin/sh" : environment.SHELL;
}
