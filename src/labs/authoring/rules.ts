/** What a lab that can be read must keep to be taught: marks, hints that hint, nothing for nothing, nothing left open. Pure. */
import { apiVersionOf, kinds } from "../../../grader/kinds.ts";
import type { Lab, LocalizedText, Observation } from "../../../grader/model.ts";
import { grade } from "../../../grader/report.ts";

export interface LabTexts {
  readonly yaml: string;
  readonly ko: string;
  readonly en: string;
}

export interface LintMistake {
  /** Relative to the lab's folder, or below solutions/. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly text: LocalizedText;
}

/** As much of the answer as a hint may hold in a row. */
const longestQuote = 120;

export function brokenRules(lab: Lab, texts: LabTexts, solution: readonly string[]): readonly LintMistake[] {
  return [...openPlaces(texts), ...withoutMarks(lab, texts), ...earnedForNothing(lab, texts), ...tellingHints(lab, texts, solution)];
}

/** TODO in the lab's own texts: a new lab is full of them. */
function openPlaces(texts: LabTexts): readonly LintMistake[] {
  return (["yaml", "ko", "en"] as const).flatMap((key) =>
    [...texts[key].matchAll(/\bTODO\b[^\n]*/g)]
      .filter(({ index }) => !/[`#]\s*$/.test(texts[key].slice(Math.max(0, index - 3), index)))
      .map((match) => placed(fileOf[key], texts[key], match.index, { ko: `아직 쓰지 않은 곳: ${match[0].trim()}`, en: `Not written yet: ${match[0].trim()}` })),
  );
}

const fileOf = { yaml: "lab.yaml", ko: "ko.md", en: "en.md" } as const;

function withoutMarks(lab: Lab, { yaml }: LabTexts): readonly LintMistake[] {
  return lab.steps
    .filter(({ checks }) => checks.reduce((sum, { marks }) => sum + marks, 0) === 0)
    .map(({ id }) =>
      atId(yaml, id, {
        ko: `점수가 0인 단계: ${id}. 점검마다 marks를 1 이상으로 적습니다.`,
        en: `This step gives 0 marks: ${id}. Give its checks marks of 1 or more.`,
      }),
    );
}

/** Judged on a cluster where nothing is. */
function earnedForNothing(lab: Lab, { yaml }: LabTexts): readonly LintMistake[] {
  return grade(lab, nothing(lab))
    .checks.filter(({ status, marks }) => status === "passed" && marks > 0)
    .map(({ id }) =>
      atId(yaml, id, {
        ko: `빈 클러스터에서도 통과하는 점검: ${id}. 무엇이 먼저 있어야 하는지 needs에 적습니다.`,
        en: `An empty cluster passes this check: ${id}. Say in needs what must be there first.`,
      }),
    );
}

function nothing(lab: Lab): Observation {
  const lists = kinds.map((kind) => ({ query: { apiVersion: apiVersionOf(kind), kind }, result: { status: "read" as const, items: [] } }));
  return {
    formatVersion: 1,
    lab: lab.name,
    cluster: { kind: "practice", name: "svclab", namespace: "default" },
    takenAt: "1970-01-01T00:00:00Z",
    world: { lists, logs: [] },
    probes: [],
    answers: {},
    files: [],
  };
}

function tellingHints(lab: Lab, texts: LabTexts, solution: readonly string[]): readonly LintMistake[] {
  const answers = solution.map(squeeze);
  return lab.steps.flatMap((step) =>
    (["ko", "en"] as const).flatMap((language) =>
      step.prose[language].hints.flatMap((hint, index) => {
        const text = squeeze(hint);
        const starts = Array.from({ length: Math.max(0, text.length - longestQuote + 1) }, (_, at) => text.slice(at, at + longestQuote));
        if (!starts.some((part) => answers.some((answer) => answer.includes(part)))) return [];
        const words = {
          ko: `힌트 ${index + 1}이 모범 답안을 ${longestQuote}자 넘게 그대로 보여 줍니다: ${step.id}`,
          en: `Hint ${index + 1} shows ${longestQuote} characters or more of the answer: ${step.id}`,
        };
        return [placed(fileOf[language], texts[language], texts[language].indexOf(hint.split("\n")[0] ?? ""), words)];
      }),
    ),
  );
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function atId(yaml: string, id: string, text: LocalizedText): LintMistake {
  const match = new RegExp(`\\bid: *["']?${id}\\b`).exec(yaml);
  return placed("lab.yaml", yaml, match?.index ?? 0, text);
}

function placed(file: string, text: string, offset: number, words: LocalizedText): LintMistake {
  const before = text.slice(0, Math.max(0, offset)).split("\n");
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, text: words };
}
