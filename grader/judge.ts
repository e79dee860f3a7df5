/** The verdict of each check, from an observation and nothing else. */
import type { Judgement } from "./check-kind.ts";
import { kindOf } from "./checks/kinds-of-check.ts";
import { type Cause, isFinding } from "./explain/cause.ts";
import { explainDeparture } from "./explain/departure.ts";
import { placeInFiles } from "./explain/in-files.ts";
import { explainSurroundings, namesTrouble } from "./explain/surroundings.ts";
import type { Finding } from "./finding.ts";
import { intentOf, objectsOf } from "./intent.ts";
import type { Check, Lab, Observation, Verdict } from "./model.ts";
import { type View, viewOf } from "./view.ts";

export interface Judged {
  readonly check: Check;
  readonly step: string;
  readonly verdict: Verdict<Finding>;
}

/** Every check of a lab, in the lab's order. */
export function judgeLab(lab: Lab, observation: Observation): readonly Judged[] {
  const intent = intentOf(lab);
  const checks = lab.steps.flatMap((step) => step.checks.map((check) => ({ check, step: step.id })));
  const verdicts = new Map<string, Verdict<Finding>>();
  const verdictOf = (check: Check): Verdict<Finding> => {
    const known = verdicts.get(check.id);
    if (known !== undefined) return known;
    verdicts.set(check.id, { status: "blocked", by: check.needs });
    const by = check.needs.filter((id) => {
      const needed = checks.find((other) => other.check.id === id);
      return needed === undefined || verdictOf(needed.check).status !== "passed";
    });
    const isDone = check.once === true && observation.passed?.includes(check.id) === true;
    const verdict: Verdict<Finding> = isDone
      ? { status: "passed" }
      : by.length > 0
        ? { status: "blocked", by }
        : judgeCheck({ check, lab, intent, observation });
    verdicts.set(check.id, verdict);
    return verdict;
  };
  return checks.map(({ check, step }) => ({ check, step, verdict: verdictOf(check) }));
}

interface Question {
  readonly check: Check;
  readonly lab: Lab;
  readonly intent: ReturnType<typeof intentOf>;
  readonly observation: Observation;
}

function judgeCheck({ check, ...rest }: Question): Verdict<Finding> {
  const view = viewOf(rest);
  const leaving = explainDeparture(view, check.kind === "absent" ? [check.object] : objectsOf(check));
  const judgement = leaving === undefined ? kindOf(check).judge(check, view) : [leaving];
  const trouble = view.trouble();
  return trouble === undefined
    ? verdictFrom(
        judgement.map((cause) => (isFinding(cause) ? placeInFiles(view, cause) : cause)),
        view,
      )
    : { status: "unknown", why: trouble };
}

function verdictFrom(judgement: Judgement, view: View): Verdict<Finding> {
  const [first, ...more] = judgement.filter(isFinding);
  if (first !== undefined) {
    const around = explainSurroundings(view, [first, ...more]);
    return around === undefined ? { status: "failed", findings: [first, ...more] } : { status: "unknown", why: around };
  }
  const trouble = judgement.find((cause): cause is Exclude<Cause, Finding> => !isFinding(cause));
  if (trouble === undefined) return { status: "passed" };
  // An application that waits for a name which nobody answers is silent as a path that is cut.
  return { status: "unknown", why: (trouble.code === "no-route" ? namesTrouble(view) : undefined) ?? trouble };
}
