/** What a lab must keep beyond its shape: names that exist, each once, and no circles. */
import type { Check } from "../model.ts";
import { findNearest } from "../nearness.ts";
import type { WordedIssue } from "./issue-words.ts";
import { plain } from "./issue-words.ts";

export interface PlacedCheck {
  readonly path: readonly PropertyKey[];
  readonly check: Check;
}

export function findBrokenRules(checks: readonly PlacedCheck[]): readonly WordedIssue[] {
  const ids = checks.map(({ check }) => check.id);
  return [...checks.flatMap((placed, index) => brokenIn(placed, ids, index)), ...findCircles(checks)];
}

function brokenIn({ path, check }: PlacedCheck, ids: readonly string[], index: number): readonly WordedIssue[] {
  const issues: WordedIssue[] = [];
  if (ids.indexOf(check.id) !== index)
    issues.push({ path: [...path, "id"], part: "value", text: plain(`두 번 쓰인 id: ${check.id}`, `This id comes twice: ${check.id}`) });
  for (const [place, need] of check.needs.entries())
    if (!ids.includes(need)) issues.push({ path: [...path, "needs", place], part: "value", text: noSuchCheck(need, ids) });
  if (check.kind === "redis" && "agreesWith" in check.reply && !ids.includes(check.reply.agreesWith)) {
    issues.push({ path: [...path, "redis", "agreesWith"], part: "value", text: noSuchCheck(check.reply.agreesWith, ids) });
  }
  if (check.kind === "ask" && check.choices !== undefined && "text" in check.answer) {
    const values = check.choices.map(({ value }) => value);
    for (const [place, text] of check.answer.text.entries()) {
      if (!values.includes(text))
        issues.push({
          path: [...path, "ask", "text", place],
          part: "value",
          text: plain(`고를 수 없는 답: ${text}`, `This answer is not among the choices: ${text}`),
        });
    }
  }
  return issues;
}

function noSuchCheck(id: string, ids: readonly string[]) {
  const near = findNearest(id, ids);
  return plain(
    `없는 점검: ${id}${near === undefined ? "" : ` (혹시 ${near}?)`}`,
    `No check of this id: ${id}${near === undefined ? "" : ` (did you mean ${near}?)`}`,
  );
}

function findCircles(checks: readonly PlacedCheck[]): readonly WordedIssue[] {
  const needs = new Map(checks.map(({ check }) => [check.id, check.needs]));
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    (needs.get(from) ?? []).some((next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))));
  return checks
    .filter(({ check }) => reaches(check.id, check.id, new Set()))
    .map(({ path, check }) => ({
      path: [...path, "needs"],
      part: "value" as const,
      text: plain(`needs가 자기 자신으로 돌아옵니다: ${check.id}`, `needs leads back to the check itself: ${check.id}`),
    }));
}
