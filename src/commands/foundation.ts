/** The state that a lab builds on: where the labs before it end. */
import type { Lab } from "../../grader/model.ts";
import type { Driver } from "../cluster/driver.ts";
import { createPlayer } from "./play.ts";
import type { Ports } from "./ports.ts";

/** The labs to play first, in the order they build on each other. */
export function foundationOf(lab: Lab, labs: readonly Lab[]): readonly Lab[] {
  const found: Lab[] = [];
  const visit = (each: Lab): void => {
    for (const name of each.builds) {
      const base = labs.find((candidate) => candidate.name === name);
      if (base === undefined || found.includes(base)) continue;
      visit(base);
      found.push(base);
    }
  };
  visit(lab);
  return found;
}

/** Plays a lab's reference answer. Playing it where it stands already changes nothing. */
export async function layFoundation(
  ports: Pick<Ports, "shelf" | "grader" | "signal">,
  { lab, driver }: { readonly lab: Lab; readonly driver: Driver },
): Promise<void> {
  const { solution } = await ports.shelf.exam(lab);
  const player = await createPlayer({ ports, lab, driver, answer: solution, signal: ports.signal });
  try {
    while ((await player.next()) !== undefined);
  } finally {
    await player.remove();
  }
}
