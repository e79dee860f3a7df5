/** The terminal, where there is one. */
import type { TerminalPorts } from "../../commands/ports.ts";
import { plain } from "../../render/paint.ts";
import { createLinePrompts } from "../../ui/line-prompts.ts";
import { createLineScreen } from "../../ui/line-screen.ts";
import { createLineTasks } from "../../ui/line-tasks.ts";
import { createPrompts } from "../../ui/prompts.ts";
import { createScreen } from "../../ui/screen.ts";
import { createSuspension } from "../../ui/suspension.ts";
import { createTaskRunner } from "../../ui/tasks.ts";
import type { Interrupts } from "./interrupts.ts";
import type { LiveLook } from "./live-look.ts";
import { createShells } from "./shells.ts";

export interface TerminalOptions {
  /** SVCLAB_HOME. */
  readonly home: string;
  readonly process: NodeJS.Process;
  readonly look: LiveLook;
  /** Line by line: nothing is drawn again. */
  readonly plain: boolean;
  readonly interrupts: Interrupts;
}

export function createTerminal(options: TerminalOptions): TerminalPorts {
  const { home, process, interrupts } = options;
  return {
    ...(options.plain ? lineByLine(options) : drawn(options)),
    ...createShells({ home, process, interrupts }),
  };
}

type Surface = Pick<TerminalPorts, "prompts" | "tasks" | "screen">;

function drawn({ process, look, interrupts }: TerminalOptions): Surface {
  const { stdin, stdout } = process;
  const suspension = createSuspension(process);
  return {
    prompts: createPrompts({ signal: interrupts.signal, onInterrupt: interrupts.interrupt, suspension, look: look.now, rows: () => stdout.rows ?? 24 }),
    tasks: createTaskRunner({ colour: look.now().paint !== plain, output: stdout, suspension }),
    screen: createScreen({ input: stdin, output: stdout, look: look.now, onInterrupt: interrupts.interrupt, suspension }),
  };
}

function lineByLine({ process: { stdin, stdout }, look, interrupts }: TerminalOptions): Surface {
  const write = (text: string): void => void stdout.write(text);
  return {
    prompts: createLinePrompts({ input: stdin, write, look: look.now, signal: interrupts.signal }),
    tasks: createLineTasks({ write, look: look.now }),
    screen: createLineScreen({ input: stdin, write }),
  };
}
