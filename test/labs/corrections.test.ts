import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Language } from "../../grader/model.ts";
import { corrections } from "./corrections.ts";
import { labs, languages } from "./course.ts";

/** All that a learner reads, by "lab/step"; the end of a lab is "lab/outro". */
function wordsIn(language: Language): ReadonlyMap<string, string> {
  return new Map(
    labs.flatMap((lab) => [
      ...lab.steps.map(({ id, prose, title, type, checks }): [string, string] => {
        const { text, task, hints, why } = prose[language];
        const asked = checks.flatMap((check) =>
          check.kind === "ask"
            ? [
                check.question[language],
                ...(check.choices ?? []).map((choice) => choice.text[language]),
                ...(check.near ?? []).map((near) => near.why[language]),
              ]
            : [],
        );
        const all = [title[language], text, task, ...hints, why, ...type, ...checks.map((check) => check.title[language]), ...asked];
        return [`${lab.name}/${id}`, all.join("\n")];
      }),
      [`${lab.name}/outro`, `${lab.title[language]}\n${lab.outro[language]}`] as [string, string],
    ]),
  );
}

const words = { ko: wordsIn("ko"), en: wordsIn("en") };

it("the table holds all 43 rows of what the notes have wrong, once", () => {
  expect(corrections.map(({ row }) => row)).toEqual(Array.from({ length: 43 }, (_, index) => index + 1));
});

it("the table for people names the same rows and steps", async () => {
  const table = await readFile(new URL("../../labs/README.md", import.meta.url), "utf8");
  const rows = [...table.matchAll(/^\| *(\d+) *\| (.+?) *\| *(\S+) *\| *(\S+) *\|$/gm)].map(([, row, , lab, step]) => `${row} ${lab}/${step}`);
  expect(rows).toEqual(corrections.map(({ row, at }) => `${row} ${at}`));
});

describe.each(languages)("in %s", (language) => {
  it.each(corrections)("row $row is taught right in $at", (correction) => {
    expect(words[language].get(correction.at)).toContain(correction[language]);
  });

  it.each(corrections.filter(({ never }) => never !== undefined))("row $row is said wrong nowhere", ({ never }) => {
    const found = [...words[language]].filter(([, text]) => never?.words.test(text)).map(([at]) => at);
    expect(found.filter((at) => never?.but.includes(at) !== true)).toEqual([]);
  });
});
