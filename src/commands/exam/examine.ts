/** One answer, examined on an empty cluster: is it given what it deserves? */
import type { Lab } from "../../../grader/model.ts";
import type { Answer } from "../../labs/exam.ts";
import { emptyCluster } from "./exam-room.ts";
import { examineMutant, examineWrong } from "./examine-wrong.ts";
import type { Fault, Paper, Result, Room } from "./paper.ts";
import { lookUntil, played } from "./playing.ts";
import { brief, isFull, passedIn, unknownIn } from "./told.ts";

export async function examine(room: Room, paper: Paper): Promise<Result> {
  const { clock, signal } = room.ports;
  const from = clock.now().getTime();
  if (paper.kind !== "idle") await emptyCluster(room.driver, signal);
  const fault = await faultOf(room, paper);
  return { paper, fault, milliseconds: clock.now().getTime() - from };
}

async function faultOf(room: Room, paper: Paper): Promise<Fault | undefined> {
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

function examineRight(room: Room, lab: Lab, answer: Answer): Promise<Fault | undefined> {
  return played(room, lab, answer, async (player) => {
    const { report } = await lookUntil(room, player, (sight) => isFull(sight.report));
    if (isFull(report)) return undefined;
    const [cause] = report.causes;
    return { in: "marks", text: `earns ${report.earned} of ${report.possible}${cause === undefined ? "" : `: ${brief(cause)}`}${unknownIn(report)}` };
  });
}
