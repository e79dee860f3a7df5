/** One answer, examined on an empty cluster: is it given what it deserves? */
import type { Lab } from "../../../grader/model.ts";
import type { Answer } from "../../labs/exam.ts";
import { examineMutant, examineWrong } from "./examine-wrong.ts";
import type { Fault, Paper, Result, Room } from "./paper.ts";
import { lookUntil, played } from "./playing.ts";
import { brief, isFull, isOnlyCut, isQuestion, passedIn, unknownIn } from "./told.ts";

export async function examine(room: Room, paper: Paper): Promise<Result> {
  const { clock } = room.ports;
  const from = clock.now().getTime();
  if (paper.kind !== "idle") await room.empty();
  const outcome = await faultOf(room, paper);
  const told = outcome !== undefined && "unproved" in outcome ? { fault: undefined, ...outcome } : { fault: outcome, unproved: 0 };
  return { paper, ...told, milliseconds: clock.now().getTime() - from };
}

type Outcome = Fault | { readonly unproved: number } | undefined;

async function faultOf(room: Room, paper: Paper): Promise<Outcome> {
  switch (paper.kind) {
    case "empty":
      return examineEmpty(room, paper.lab);
    case "right":
      return examineRight(room, paper.lab, paper.answer);
    case "wrong":
      return examineWrong(room, paper);
    case "mutant":
      return examineMutant(room, paper);
    case "idle":
      return { in: "marks", text: `wrong/mutants.yaml excuses no mutant: ${paper.pattern}` };
  }
}

async function examineEmpty({ ports, driver }: Room, lab: Lab): Promise<Fault | undefined> {
  const { report } = await ports.grader.look({ lab, driver, answers: {}, passed: [], files: [], folder: "", signal: ports.signal });
  return report.earned === 0 ? undefined : { in: "marks", text: `an empty cluster earns ${report.earned} of ${report.possible}: ${passedIn(report)}` };
}

function examineRight(room: Room, lab: Lab, answer: Answer): Promise<Outcome> {
  return played(room, lab, answer, async (player) => {
    const look = () => lookUntil(room, player, (sight) => isFull(sight.report) || (room.mayBeCut && isOnlyCut(sight.report)));
    let { report } = await look();
    // Asked while a slow machine was still at work, a program said something else than now.
    if (report.causes[0] !== undefined && isQuestion(report.causes[0])) {
      await player.again();
      ({ report } = await look());
    }
    if (isFull(report)) return undefined;
    if (room.mayBeCut && isOnlyCut(report)) return { unproved: report.possible - report.earned };
    const [cause] = report.causes;
    return { in: "marks", text: `earns ${report.earned} of ${report.possible}${cause === undefined ? "" : `: ${brief(cause)}`}${unknownIn(report)}` };
  });
}
