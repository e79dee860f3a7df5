/** All labs, finished with their reference answers on one cluster. */
import { join } from "node:path";
import type { Lab } from "../../grader/model.ts";
import { realClock } from "../../src/cli/compose/clock.ts";
import { createGrader } from "../../src/cli/compose/grader.ts";
import { createShelf } from "../../src/cli/compose/shelf.ts";
import { openCluster } from "../../src/cluster/choose.ts";
import type { Driver } from "../../src/cluster/driver.ts";
import { examPatience, patienceFor, waitWhileOpen } from "../../src/commands/patience.ts";
import { createPlayer, type Player } from "../../src/commands/play.ts";
import type { Sight } from "../../src/commands/ports.ts";
import { commandLine } from "../../src/render/command-line.ts";
import { type Room, root } from "./room.ts";

export interface FinishedLab {
  readonly lab: Lab;
  /** Looks as `svclab check` does, with the answers given. */
  look(): Promise<Sight>;
  /** Answers to its questions, by check id. */
  answers(): Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

export async function finishCourse(room: Pick<Room, "home" | "kubectlPath" | "signal">): Promise<readonly FinishedLab[]> {
  const { home, kubectlPath: kubectl, signal } = room;
  const environment = { ...process.env, SVCLAB_HOME: home };
  const shelf = createShelf({ root, preparedLabs: join(root, "dist/labs.json"), home, environment });
  const choice = { kind: "practice", name: "practice" } as const;
  const { driver } = await openCluster({ choice, home, env: environment, namespace: undefined, kubectl, signal });
  const finished: FinishedLab[] = [];
  for (const lab of await shelf.labs()) {
    const { solution } = await shelf.exam(lab);
    const player = await createPlayer({ ports: { shelf, grader: createGrader(realClock) }, lab, driver, answer: solution, signal });
    finished.push({ lab, look: () => player.look(), answers: player.answers, remove: player.remove });
    await playAll({ lab, player, driver, signal });
  }
  return finished;
}

interface Playing {
  readonly lab: Lab;
  readonly player: Player;
  readonly driver: Driver;
  readonly signal: AbortSignal;
}

/** What passes once and for all is looked for between the commands, as a learner's screen does. */
async function playAll(playing: Playing): Promise<void> {
  const { lab, player } = playing;
  const once = lab.steps.filter(({ checks }) => checks.some((check) => check.once === true)).map(({ id }) => id);
  for (let played = await player.next(); played !== undefined; played = await player.next()) {
    if (played.kind === "run" && played.result.exitCode !== 0) throw new Error(`${lab.name}: ${commandLine(played.argv)}: ${played.result.stderr.trim()}`);
    if (once.length > 0) await lookWhile(playing, ({ report }) => patienceFor(report, lab), once);
  }
  await lookWhile(playing, ({ report }) => (report.earned === report.possible ? 0 : examPatience(report)));
}

async function lookWhile({ player, driver, signal }: Playing, patience: (sight: Sight) => number, steps?: readonly string[]): Promise<void> {
  const again = (): Promise<Sight> => player.look(steps);
  await waitWhileOpen({ first: await again(), again, patience, changes: (until) => driver.changes(until), clock: realClock, signal });
}
