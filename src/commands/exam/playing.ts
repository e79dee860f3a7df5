/** Playing an answer in a room, and looking at what became of it. */
import type { Lab } from "../../../grader/model.ts";
import type { Answer } from "../../labs/exam.ts";
import { foundationOf } from "../foundation.ts";
import { examPatience, patienceFor, waitWhileOpen } from "../patience.ts";
import { createPlayer, type Player } from "../play.ts";
import type { Sight } from "../ports.ts";
import type { Room } from "./paper.ts";

/** Plays what comes before an answer and the answer itself, and hands it over; its folder is taken away afterwards. */
export async function played<T>(room: Room, lab: Lab, answer: Answer, examine: (player: Player) => Promise<T>): Promise<T> {
  await playBefore(room, lab, answer);
  const player = await createPlayer({ ...playing(room, lab), answer });
  try {
    await playAll(room, lab, player);
    return await examine(player);
  } finally {
    await player.remove();
  }
}

function playing({ ports, driver }: Room, lab: Lab) {
  return { ports, lab, driver, signal: ports.signal };
}

/** What the lab builds on, and the reference answer where the answer comes after it. Its questions are another answer's: nobody asks them here. */
async function playBefore(room: Room, lab: Lab, answer: Answer): Promise<void> {
  const before = [...foundationOf(lab, room.labs), ...(answer.after === "solution" ? [lab] : [])];
  for (const each of before) {
    const { solution } = await room.ports.shelf.exam(each);
    const deeds = solution.do.filter(({ kind }) => kind === "run");
    const player = await createPlayer({ ...playing(room, each), answer: { ...solution, do: deeds } });
    while ((await player.next()) !== undefined);
    await player.remove();
  }
}

/** Where a check passes once and for all, the cluster is looked at between the commands too, as a learner's screen does. */
async function playAll(room: Room, lab: Lab, player: Player): Promise<void> {
  const once = lab.steps.filter(({ checks }) => checks.some((check) => check.once === true)).map(({ id }) => id);
  while ((await player.next()) !== undefined) {
    if (once.length > 0) await lookWhile(room, player, ({ report }) => patienceFor(report, lab), once);
  }
}

export function lookUntil(room: Room, player: Player, done: (sight: Sight) => boolean): Promise<Sight> {
  return lookWhile(room, player, (sight) => (done(sight) ? 0 : examPatience(sight.report)));
}

async function lookWhile({ ports, driver }: Room, player: Player, patienceOf: (sight: Sight) => number, steps?: readonly string[]): Promise<Sight> {
  const again = (): Promise<Sight> => player.look(steps);
  return waitWhileOpen({
    first: await again(),
    again,
    patience: patienceOf,
    changes: (until) => driver.changes(until),
    clock: ports.clock,
    signal: ports.signal,
  });
}
