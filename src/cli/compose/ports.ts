/** All ports of the commands, made of the real world. */
import type { Output, Ports } from "../../commands/ports.ts";
import { progressTroubles } from "../../i18n/progress-troubles.ts";
import { homeFolder } from "../../progress/home.ts";
import { createProgressStore } from "../../progress/progress-store.ts";
import type { Look } from "../../render/look.ts";
import { realClock } from "./clock.ts";
import { createClusters } from "./clusters.ts";
import { createGrader } from "./grader.ts";
import type { Interrupts } from "./interrupts.ts";
import { createShelf } from "./shelf.ts";
import { createTerminal } from "./terminal.ts";

export interface Composition {
  /** The package's folder, which holds labs and solutions. */
  readonly root: string;
  readonly preparedLabs: string;
  readonly output: Output;
  readonly look: Look;
  readonly interrupts: Interrupts;
  readonly process: NodeJS.Process;
  /** False: nothing is asked, whatever stdin is. */
  readonly wantsTerminal: boolean;
}

export function composePorts({ root, preparedLabs, output, look, interrupts, process, wantsTerminal }: Composition): Ports {
  const { env: environment, platform, stdin, stdout } = process;
  const home = homeFolder({ environment, platform });
  const { signal } = interrupts;
  const progress = createProgressStore({ home, onSetAside: (path) => output.say(progressTroubles.setAside(path)[look.language]) });
  const isTerminal = wantsTerminal && stdin.isTTY === true && stdout.isTTY === true && environment.TERM !== "dumb";
  return {
    output,
    look,
    home,
    signal,
    progress,
    clock: realClock,
    grader: createGrader(realClock),
    shelf: createShelf({ root, preparedLabs, home, environment }),
    clusters: createClusters({ home, environment, progress, output, look, signal }),
    terminal: isTerminal ? createTerminal({ stdin, stdout, environment, look, interrupts }) : undefined,
  };
}
