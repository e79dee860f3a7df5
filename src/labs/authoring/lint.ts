/** Reads labs for their authors: every mistake of every file, and what a lab still lacks. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseLab } from "../../../grader/parse-lab.ts";
import { UserError } from "../../trouble.ts";
import type { Exam } from "../exam.ts";
import { loadExam } from "../load-exam.ts";
import { commandMutantsOf } from "../mutants/command-mutants.ts";
import { findReason } from "../mutants/equivalents.ts";
import { mutantsOf } from "../mutants/mutants.ts";
import { readManifests } from "../workspace.ts";
import { brokenRules, type LintMistake } from "./rules.ts";

export interface LintedLab {
  /** "01-clusterip" */
  readonly id: string;
  readonly mistakes: readonly LintMistake[];
  /** Mutants of its reference that must be rejected; played by `svclab verify --mutants`. */
  readonly mutants: number;
}

/** `words`: names or folder names; none: all. Throws UserError unknown-lab. */
export async function lintLabs(root: string, words: readonly string[]): Promise<readonly LintedLab[]> {
  const entries = await readdir(join(root, "labs"), { withFileTypes: true });
  const ids = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  const chosen = words.length === 0 ? ids : words.map((word) => idOf(word, ids));
  return Promise.all(chosen.map((id) => lintLab(root, id)));
}

function idOf(word: string, ids: readonly string[]): string {
  const id = ids.find((each) => each === word || each.replace(/^\d+-/, "") === word);
  if (id !== undefined) return id;
  const text = { ko: `그런 실습이 없습니다: ${word}. 있는 것: ${ids.join(", ")}`, en: `There is no lab ${word}. There are: ${ids.join(", ")}` };
  throw new UserError({ code: "unknown-lab", text });
}

async function lintLab(root: string, id: string): Promise<LintedLab> {
  const folder = join(root, "labs", id);
  const text = (file: string) => readFile(join(folder, file), "utf8").catch(() => "");
  const [yaml, ko, en, starters] = await Promise.all([text("lab.yaml"), text("ko.md"), text("en.md"), filesOf(join(folder, "files"))]);
  const parsed = parseLab({ folder: id, yaml, ko, en });
  if (parsed.status === "mistaken") return { id, mistakes: parsed.mistakes, mutants: 0 };
  const { lab } = parsed;
  const named = [...new Set(lab.steps.flatMap((step) => step.files))];
  const absent = named
    .filter((file) => !starters.includes(file))
    .map((file): LintMistake => ({ file: "lab.yaml", line: 1, column: 1, text: { ko: `files/에 없는 파일: ${file}`, en: `Not in files/: ${file}` } }));
  const exam = await examOf(root, id);
  if ("mistakes" in exam) return { id, mistakes: [...absent, ...brokenRules(lab, { yaml, ko, en }, []), ...exam.mistakes], mutants: 0 };
  const manifests = (await readManifests(exam.solution.folder)).filter(({ path }) => path !== "answer.yaml");
  const mistakes = [
    ...absent,
    ...brokenRules(
      lab,
      { yaml, ko, en },
      manifests.map((file) => file.text),
    ),
    ...thinExam(id, exam),
  ];
  return {
    id,
    mistakes,
    mutants: [...mutantsOf(manifests), ...commandMutantsOf(exam.solution.do)].filter(({ name }) => findReason(name, exam.equivalents) === undefined).length,
  };
}

async function examOf(root: string, id: string): Promise<Exam | { readonly mistakes: readonly LintMistake[] }> {
  try {
    return await loadExam(join(root, "solutions"), id);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { mistakes: [{ file: `solutions/${id}/answer.yaml`, line: 1, column: 1, text: error.text }] };
  }
}

/** One other right answer and one wrong answer at least: a lab whose grader nobody has tried is not done. */
function thinExam(id: string, { right, wrong }: Exam): readonly LintMistake[] {
  const lack = (folder: string, text: LintMistake["text"]): LintMistake => ({ file: `solutions/${id}/${folder}/`, line: 1, column: 1, text });
  return [
    ...(right.length > 0 ? [] : [lack("right", { ko: "모범 답안과 다른 정답이 하나도 없습니다", en: "No right answer but the reference" })]),
    ...(wrong.length > 0 ? [] : [lack("wrong", { ko: "오답이 하나도 없습니다", en: "No wrong answer" })]),
  ];
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : []));
}
