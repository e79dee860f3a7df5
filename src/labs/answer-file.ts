/** The shape of an answer.yaml, and its reading into deeds. */
import { parseDocument } from "yaml";
import * as z from "zod";
import type { LocalizedText } from "../../grader/model.ts";
import { splitCommand } from "./command-words.ts";
import type { Deed } from "./exam.ts";

const words = z.strictObject({ ko: z.string().min(1), en: z.string().min(1) });
const command = z.string().min(1);
const deed = z.union([
  z.strictObject({ run: command }),
  z.strictObject({ answer: z.strictObject({ check: z.string(), run: command }) }),
  z.strictObject({ answer: z.strictObject({ check: z.string(), text: z.string() }) }),
]);
const expects = z.strictObject({ code: z.string(), object: z.string().regex(/^[A-Z][A-Za-z]+\/[a-z0-9.-]+$/, "Kind/name"), path: z.string().optional() });
const shape = z.strictObject({
  title: words,
  after: z.literal("solution").optional(),
  answers: z.literal("solution").optional(),
  do: z.array(deed).min(1),
  expects: expects.optional(),
});

export type AnswerKind = "solution" | "right" | "wrong";

export interface AnswerFileContent {
  readonly title: LocalizedText;
  readonly after: "solution" | undefined;
  /** The questions are answered as in the reference answer, where the file itself doesn't. */
  readonly answers: "solution" | undefined;
  readonly do: readonly Deed[];
  /** Of wrong answers. */
  readonly expects: { readonly code: string; readonly object: string; readonly path: string | undefined } | undefined;
}

export type AnswerFileReading =
  | { readonly status: "read"; readonly content: AnswerFileContent }
  | { readonly status: "invalid"; readonly mistakes: readonly string[] };

/** All mistakes of the file at once, each with where it stands: a line, or a path such as do[2].run. */
export function readAnswerFile(text: string, kind: AnswerKind): AnswerFileReading {
  const document = parseDocument(text);
  if (document.errors.length > 0) return { status: "invalid", mistakes: document.errors.map(({ message }) => message.split("\n")[0] ?? message) };
  const shaped = shape.safeParse(document.toJS());
  if (!shaped.success) return { status: "invalid", mistakes: shaped.error.issues.map(({ path, message }) => `${pathText(path)}: ${message}`) };
  const { title, after, answers, expects: expected } = shaped.data;
  const mistakes: string[] = [];
  if (kind === "wrong" && expected === undefined) mistakes.push("expects: a wrong answer names the cause it must be given");
  if (kind !== "wrong" && expected !== undefined) mistakes.push("expects: only a wrong answer has a cause");
  if (kind === "solution" && after !== undefined) mistakes.push("after: nothing comes before the reference answer");
  const split = (line: string, where: string): readonly string[] => {
    const found = splitCommand(line);
    if (found.status === "split" && found.words.length > 0) return found.words;
    mistakes.push(`${where}: ${found.status === "split" ? "empty command" : `${found.quote} is not closed`}`);
    return [];
  };
  const deeds = shaped.data.do.map((raw, index) => readDeed(raw, (line, key) => split(line, `do[${index}].${key}`)));
  if (mistakes.length > 0) return { status: "invalid", mistakes };
  return { status: "read", content: { title, after, answers, do: deeds, expects: expected === undefined ? undefined : { ...expected, path: expected.path } } };
}

function readDeed(raw: z.output<typeof deed>, split: (line: string, key: string) => readonly string[]): Deed {
  if ("run" in raw) return { kind: "run", argv: split(raw.run, "run") };
  const { answer } = raw;
  return { kind: "answer", check: answer.check, source: "run" in answer ? { argv: split(answer.run, "answer.run") } : { text: answer.text } };
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`), "") || "file";
}
