import { describe, expect, it } from "vitest";
import type { AskCheck } from "../../grader/model.ts";
import { isSameAnswer } from "../../grader/same-answer.ts";
import { labs, languages } from "./course.ts";

const questions = labs.flatMap((lab) => lab.steps.flatMap(({ checks }) => checks.filter((check): check is AskCheck => check.kind === "ask")));
const textsOf = ({ answer }: AskCheck): readonly string[] => ("text" in answer ? answer.text : []);
const nearOf = ({ near }: AskCheck): readonly string[] => (near ?? []).flatMap(({ says }) => says);

describe.each(questions.map((check) => ({ id: check.id, check })))("the question $id", ({ check }) => {
  it("takes no answer that it calls wrong", () => {
    for (const near of nearOf(check)) for (const text of textsOf(check)) expect(isSameAnswer(text, near), near).toBe(false);
  });

  it("is a choice with a reason for each wrong one, or is read from the cluster, or knows near misses", () => {
    const wrong = (check.choices ?? []).map(({ value }) => value).filter((value) => !textsOf(check).includes(value));
    expect(nearOf(check)).toEqual(expect.arrayContaining(wrong));
    if ("text" in check.answer) expect(nearOf(check)).not.toEqual([]);
  });

  it("asks in both languages, and doesn't give the answer away where it must be read", () => {
    for (const language of languages) {
      expect(check.question[language].trim()).toMatch(/\?|까\?/);
      if (check.choices === undefined) for (const text of textsOf(check)) expect(check.question[language].split(/[\s,?()]+/)).not.toContain(text);
    }
  });
});
