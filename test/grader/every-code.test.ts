import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findingCodes } from "../../grader/finding.ts";
import { loadExam } from "../../src/labs/load-exam.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const solutions = fileURLToPath(new URL("../../solutions", import.meta.url));

/** The codes that the exam's wrong answers must be given. */
const examined = (await Promise.all(readdirSync(solutions).map((lab) => loadExam(solutions, lab)))).flatMap(({ wrong }) =>
  wrong.map(({ expects }) => expects.code),
);

const unitCases = readdirSync(here)
  .filter(
    (file) => file.endsWith("-answers.test.ts") || ["endings.test.ts", "manifests.test.ts", "questions.test.ts", "remaining-codes.test.ts"].includes(file),
  )
  .map((file) => readFileSync(`${here}${file}`, "utf8"))
  .join("\n");

describe("every finding code", () => {
  it.each(findingCodes)("%s has a wrong answer or a unit case that produces it", (code) => {
    const isNamed = unitCases.includes(`"${code}"`) || new RegExp(`^ +${code}: `, "m").test(unitCases);
    expect(examined.includes(code) || isNamed).toBe(true);
  });
});
