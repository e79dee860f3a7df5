/** The texts of a lab -> the lab, or every mistake in them at once. */

import { isRecord, listOf, pick, textOf } from "./json.ts";
import { checkFrom } from "./lab/check-from-shape.ts";
import { plain, unknownKey, type WordedIssue, wordedIssues } from "./lab/issue-words.ts";
import { knownKeys } from "./lab/known-keys.ts";
import { type LabMistake, placedYaml } from "./lab/mistake.ts";
import { type Prose, readProse } from "./lab/prose.ts";
import { findBrokenRules, type PlacedCheck } from "./lab/rules.ts";
import type { Lab } from "./model.ts";
import { type CheckKindName, checkKindNames, checkShapes, labShape, type ShapedCheck } from "./schema.ts";

export type { LabMistake } from "./lab/mistake.ts";

export interface LabText {
  /** "06-echo" */
  readonly folder: string;
  /** Texts of lab.yaml, ko.md and en.md. */
  readonly yaml: string;
  readonly ko: string;
  readonly en: string;
}

export type ParsedLab = { readonly status: "parsed"; readonly lab: Lab } | { readonly status: "mistaken"; readonly mistakes: readonly LabMistake[] };

export function parseLab(text: LabText): ParsedLab {
  const yaml = placedYaml("lab.yaml", text.yaml);
  const steps = listOf(pick(yaml.value, "steps")).flatMap((step) => textOf(pick(step, "id")) ?? []);
  const prose = { ko: readProse("ko.md", text.ko, steps), en: readProse("en.md", text.en, steps) };
  const shaped = labShape.safeParse(yaml.value);
  const checks = listOf(pick(yaml.value, "steps")).flatMap((step, index) =>
    listOf(pick(step, "checks")).map((check, place) => readCheck(check, ["steps", index, "checks", place])),
  );
  const placed = checks.flatMap((check) => ("check" in check ? [check] : []));
  const issues = [
    ...(shaped.success || yaml.mistakes.length > 0 ? [] : wordedIssues(shaped.error.issues, yaml.value, knownKeys)),
    ...checks.flatMap((check) => ("issues" in check ? check.issues : [])),
    ...findBrokenRules(placed),
    ...folderIssues(yaml.value, text.folder, steps),
  ];
  const inYaml =
    yaml.mistakes.length > 0 ? yaml.mistakes : issues.map((issue) => ({ file: "lab.yaml", ...yaml.at(issue.path, issue.part), text: withPath(issue) }));
  const mistakes = [...inYaml, ...(yaml.mistakes.length > 0 ? [] : [...prose.ko.mistakes, ...prose.en.mistakes])];
  if (!shaped.success || mistakes.length > 0) return { status: "mistaken", mistakes: [...mistakes].sort(byPlace) };
  return { status: "parsed", lab: labFrom(shaped.data, placed, { ko: prose.ko.prose, en: prose.en.prose }, text.folder) };
}

type CheckReading = PlacedCheck | { readonly issues: readonly WordedIssue[] };

/** The kind of a check is its key; a check has exactly one. */
function readCheck(value: unknown, path: readonly PropertyKey[]): CheckReading {
  const keys = isRecord(value) ? Object.keys(value) : [];
  const kinds = checkKindNames.filter((kind) => keys.includes(kind));
  const kind = kinds[0];
  if (kind === undefined || kinds.length > 1) return { issues: [{ path, part: "value", text: kindWords(keys, kinds) }] };
  const read = checkShapes[kind].safeParse(value);
  if (!read.success)
    return { issues: wordedIssues(read.error.issues, value, (at) => knownKeys(at, kind), []).map((issue) => ({ ...issue, path: [...path, ...issue.path] })) };
  return { path, check: checkFrom(read.data as ShapedCheck) };
}

function kindWords(keys: readonly string[], kinds: readonly CheckKindName[]) {
  if (kinds.length > 1) return plain(`종류가 둘 이상: ${kinds.join(", ")}`, `More than one kind: ${kinds.join(", ")}`);
  const common = new Set(["id", "title", "marks", "needs", "within", "once", "wants"]);
  const odd = keys.find((key) => !common.has(key));
  if (odd !== undefined) return unknownKey(odd, checkKindNames);
  return plain(`점검의 종류가 없음: ${checkKindNames.join(", ")}`, `No kind of check: one of ${checkKindNames.join(", ")}`);
}

function folderIssues(value: unknown, folder: string, steps: readonly string[]): readonly WordedIssue[] {
  const name = `${String(pick(value, "number") ?? "").padStart(2, "0")}-${String(pick(value, "lab") ?? "")}`;
  const twice = steps.filter((id, index) => steps.indexOf(id) !== index);
  return [
    ...(name === folder
      ? []
      : [
          {
            path: ["lab"],
            part: "value" as const,
            text: plain(`폴더 이름과 다름: ${folder} (lab과 number로는 ${name})`, `Not the folder's name: ${folder} (lab and number make ${name})`),
          },
        ]),
    ...twice.map((id) => ({
      path: ["steps", steps.lastIndexOf(id), "id"],
      part: "value" as const,
      text: plain(`두 번 쓰인 id: ${id}`, `This id comes twice: ${id}`),
    })),
  ];
}

function withPath(issue: WordedIssue) {
  const path = issue.path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
  return path === "" ? issue.text : plain(`${path}: ${issue.text.ko}`, `${path}: ${issue.text.en}`);
}

function byPlace(a: LabMistake, b: LabMistake): number {
  const order = ["lab.yaml", "ko.md", "en.md"];
  return order.indexOf(a.file) - order.indexOf(b.file) || a.line - b.line || a.column - b.column;
}

type Shaped = ReturnType<typeof labShape.parse>;

function labFrom(shaped: Shaped, placed: readonly PlacedCheck[], prose: { readonly ko: Prose; readonly en: Prose }, folder: string): Lab {
  return {
    id: folder,
    name: shaped.lab,
    number: shaped.number,
    title: shaped.title,
    builds: shaped.builds,
    owns: shaped.owns,
    steps: shaped.steps.map((step, index) => ({
      id: step.id,
      title: step.title,
      files: step.files,
      type: step.type,
      ...(step.elsewhere === undefined ? {} : { elsewhere: step.elsewhere }),
      checks: placed.filter(({ path }) => path[1] === index).map(({ check }) => check),
      prose: { ko: prose.ko.steps.get(step.id)!, en: prose.en.steps.get(step.id)! },
    })),
    outro: { ko: prose.ko.outro, en: prose.en.outro },
  };
}
