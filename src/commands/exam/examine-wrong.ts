/** Wrong answers: rejected, with the right cause, and mended by what is printed. */
import type { WrongAnswer } from "../../labs/exam.ts";
import { mayComeByItself, type ShownFinding } from "../../render/report.ts";
import type { Sight } from "../ports.ts";
import { applyFix, mendAll } from "./mend.ts";
import { namesMutant } from "./mutant-paper.ts";
import type { Fault, Paper, Room } from "./paper.ts";
import { lookUntil, played } from "./playing.ts";
import { brief, isFull, isQuestion, isSymptom, unknownIn } from "./told.ts";

type PaperOf<K extends Paper["kind"]> = Extract<Paper, { readonly kind: K }>;

export function examineWrong(room: Room, { lab, answer }: PaperOf<"wrong">): Promise<Fault | undefined> {
  return played(room, lab, answer, async (player) => {
    const isTold = ({ report }: Sight) => report.causes[0] !== undefined && isExpected(report.causes[0], answer.expects);
    const { report } = await lookUntil(room, player, isTold);
    const [cause] = report.causes;
    if (isFull(report)) return { in: "marks", text: "is given full marks" };
    if (cause === undefined) return { in: "cause", text: `is rejected without a cause${unknownIn(report)}` };
    if (!isExpected(cause, answer.expects)) {
      const { code, object, path } = answer.expects;
      return { in: "cause", text: `is told ${brief(cause)} instead of ${code} ${object} ${path ?? ""}`.trimEnd() };
    }
    return (await applyFix(room, player, cause)) ?? mendAll(room, player, { most: mostMistakes, settled: isSettled, accepts: () => true });
  });
}

/** As many mistakes as a wrong answer may hold. */
const mostMistakes = 6;

/** Rejected, with causes that name what was changed; and where fixes are printed, nothing is left to mend after them. */
export function examineMutant(room: Room, { lab, answer, mutant }: PaperOf<"mutant">): Promise<Fault | undefined> {
  return played(room, lab, answer, async (player) => {
    const names = (cause: ShownFinding) => namesMutant(cause, mutant);
    const settled = (sight: Sight) => isSettled(sight) && sight.report.causes.slice(0, 1).every((cause) => isQuestion(cause) || names(cause));
    const { report } = await lookUntil(room, player, (sight) => isFull(sight.report) || settled(sight));
    if (isFull(report)) return { in: "marks", text: "survives: it is given full marks" };
    // A file that was refused because of the slip is right, and can be applied once that is mended.
    const accepts = (cause: ShownFinding, before: number) => names(cause) || (before > 0 && cause.code === "not-applied");
    return mendAll(room, player, { most: mostFixes, settled, accepts });
  });
}

/** One slip may be told in steps, where it hides another place that then has to change too. */
const mostFixes = 3;

/** The first cause is one that stays. */
function isSettled({ report }: Sight): boolean {
  const [cause] = report.causes;
  return cause !== undefined && (isQuestion(cause) || !(mayComeByItself(cause) || isSymptom(cause)));
}

function isExpected(cause: ShownFinding, { code, object, path }: WrongAnswer["expects"]): boolean {
  const { kind, namespace, name } = cause.object;
  return cause.code === code && [`${kind}/${name}`, `${kind}/${namespace}/${name}`].includes(object) && (path === undefined || cause.path === path);
}
