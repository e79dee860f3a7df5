/** Reads a lab's part of the course's exam: solutions/NN-name. */
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { UserError } from "../trouble.ts";
import { type AnswerFileContent, type AnswerKind, readAnswerFile } from "./answer-file.ts";
import type { Answer, Exam, WrongAnswer } from "./exam.ts";
import { type Equivalent, readEquivalents } from "./mutants/equivalents.ts";

/** Throws UserError with all mistakes of all its files. */
export async function loadExam(solutions: string, lab: string): Promise<Exam> {
  const root = join(solutions, lab);
  const [solution, right, wrong, equal] = await Promise.all([read(root, ".", "solution"), readAll(root, "right"), readAll(root, "wrong"), readEqual(root)]);
  const readings = [solution, ...right, ...wrong];
  const mistakes = [...readings, equal].flatMap((reading) => ("mistakes" in reading ? reading.mistakes : []));
  if (mistakes.length > 0) throw brokenExam(mistakes);
  const answers = readings.flatMap((reading) => ("mistakes" in reading ? [] : [reading]));
  const found = (kind: AnswerKind) => answers.filter((answer) => answer.kind === kind);
  const [reference] = found("solution").map(toAnswer);
  if (reference === undefined) throw brokenExam([`${root}/answer.yaml`]);
  return {
    lab,
    solution: reference,
    right: found("right").map((answer) => withAnswers(answer, reference)),
    wrong: found("wrong").map(toWrongAnswer),
    equivalents: "equivalents" in equal ? equal.equivalents : [],
  };
}

type EqualReading = { readonly equivalents: readonly Equivalent[] } | { readonly mistakes: readonly string[] };

async function readEqual(root: string): Promise<EqualReading> {
  const file = join(root, "wrong", "mutants.yaml");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return { equivalents: [] };
  const reading = readEquivalents(text);
  if (reading.status === "read") return reading;
  return { mistakes: reading.mistakes.map((mistake) => `${relative(join(root, ".."), file)}: ${mistake}`) };
}

interface Found {
  readonly kind: AnswerKind;
  readonly name: string;
  readonly folder: string;
  readonly content: AnswerFileContent;
}

type Reading = Found | { readonly mistakes: readonly string[] };

async function readAll(root: string, kind: "right" | "wrong"): Promise<readonly Reading[]> {
  const entries = await readdir(join(root, kind), { withFileTypes: true }).catch(() => []);
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  return Promise.all(names.map((name) => read(root, join(kind, name), kind)));
}

async function read(root: string, name: string, kind: AnswerKind): Promise<Reading> {
  const folder = join(root, name);
  const file = join(folder, "answer.yaml");
  const place = relative(join(root, ".."), file);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return { mistakes: [`${place}: no such file`] };
  const reading = readAnswerFile(text, kind);
  if (reading.status === "invalid") return { mistakes: reading.mistakes.map((mistake) => `${place}: ${mistake}`) };
  return { kind, name: kind === "solution" ? "solution" : name.replaceAll("\\", "/"), folder, content: reading.content };
}

function toAnswer({ name, folder, content }: Found): Answer {
  return { name, folder, title: content.title, after: content.after, do: content.do };
}

function withAnswers(found: Found, reference: Answer): Answer {
  const answer = toAnswer(found);
  if (found.content.answers === undefined) return answer;
  const answered = new Set(answer.do.flatMap((deed) => (deed.kind === "answer" ? [deed.check] : [])));
  return { ...answer, do: [...answer.do, ...reference.do.filter((deed) => deed.kind === "answer" && !answered.has(deed.check))] };
}

function toWrongAnswer(found: Found): WrongAnswer {
  const { expects } = found.content;
  if (expects === undefined) throw new Error(`A wrong answer without a cause passed its shape: ${found.name}`);
  return { ...toAnswer(found), expects };
}

function brokenExam(mistakes: readonly string[]): UserError {
  const list = mistakes.map((mistake) => `  ${mistake}`).join("\n");
  return new UserError({
    code: "broken-exam",
    text: {
      ko: `정답 파일을 읽을 수 없습니다. 아래를 고친 다음 다시 실행합니다. 바뀐 것은 없습니다.\n${list}`,
      en: `The answers of the exam can't be read. Mend what is listed, then run it again. Nothing was changed.\n${list}`,
    },
  });
}
