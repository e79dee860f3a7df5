/** All ports of the commands, made of the real world. */
import { stat } from "node:fs/promises";
import type { Output, Ports } from "../../commands/ports.ts";
import { progressTroubles } from "../../i18n/progress-troubles.ts";
import { homeFolder } from "../../progress/home.ts";
import { createProgressStore } from "../../progress/progress-store.ts";
import { realClock } from "./clock.ts";
import { createClusters } from "./clusters.ts";
import { realFiles } from "./files.ts";
import { createGrader } from "./grader.ts";
import type { Interrupts } from "./interrupts.ts";
import type { LiveLook } from "./live-look.ts";
import { createShelf } from "./shelf.ts";
import { createTerminal } from "./terminal.ts";

export interface Composition {
  /** The package's folder, which holds labs and solutions. */
  readonly root: string;
  readonly preparedLabs: string;
  readonly output: Output;
  readonly look: LiveLook;
  readonly interrupts: Interrupts;
  readonly process: NodeJS.Process;
  readonly plain: boolean;
  readonly bell: boolean;
  /** False: nothing is asked, whatever stdin is. */
  readonly wantsTerminal: boolean;
}

export function composePorts({ root, preparedLabs, output, look, plain, bell, interrupts, process, wantsTerminal }: Composition): Ports {
  const { env: environment, platform, stdin, stdout } = process;
  const home = homeFolder({ environment, platform });
  const { signal } = interrupts;
  const progress = createProgressStore({ home, onSetAside: (path) => output.say(progressTroubles.setAside(path)[look.now().language]) });
  const isTerminal = wantsTerminal && stdin.isTTY === true && stdout.isTTY === true;
  const canDraw = environment.TERM !== "dumb";
  return {
    output,
    get look() {
      return look.now();
    },
    speak: look.speak,
    bell,
    home,
    signal,
    progress,
    clock: realClock,
    files: realFiles,
    grader: createGrader(realClock),
    authors: {
      lint: async (words) => (await import("../../labs/authoring/lint.ts")).lintLabs(root, words),
      scaffold: async (name) => (await import("../../labs/authoring/scaffold.ts")).scaffoldLab(root, name),
    },
    shelf: createShelf({ root, preparedLabs, home, environment }),
    async computer() {
      const { lookAtComputer } = await import("../../cluster/computer.ts");
      // What was built can't be younger than now.
      const notBefore = await stat(preparedLabs).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      );
      const terminal = { isTerminal: stdin.isTTY === true && stdout.isTTY === true, columns: stdout.columns };
      return lookAtComputer({ home, env: environment, terminal, clock: { now: realClock.now().getTime(), notBefore }, signal });
    },
    clusters: createClusters({ home, environment, progress, output, look, signal }),
    terminal: isTerminal ? createTerminal({ home, process, look, plain: plain || !canDraw, interrupts }) : undefined,
  };
}
