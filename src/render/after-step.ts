/** What is said when a step is passed: the marks, why it worked, and the way on. */
import type { Step } from "../../grader/model.ts";
import { words } from "../i18n/words.ts";
import type { Look } from "./look.ts";
import { renderProse } from "./prose.ts";
import type { ShownCheck } from "./report.ts";

export function renderAfterStep(step: Step, checks: readonly ShownCheck[], look: Look): string {
  const possible = checks.reduce((sum, check) => sum + check.marks, 0);
  const earned = checks.reduce((sum, check) => sum + (check.status === "passed" ? check.marks : 0), 0);
  const head = `  ${look.paint("good", `${look.signs.done} ${earned} / ${possible}`)}   ${step.title[look.language]}`;
  const why = step.prose[look.language].why;
  return why === "" ? head : `${head}\n\n  ${look.paint("strong", words.whyItWorked[look.language])}\n${renderProse(why, look)}`;
}
