/**
 * ko.md and en.md: under a heading per step (`## step-id`) the sections `### text`, `### task`, `### hint 1`, `### hint 2`, `### hint 3` and
 * `### why`, in any order, each once, and beside any of them what is said where there is no minikube command (`### task elsewhere`); at the end `## outro`. The keywords are English in both languages. Headings inside fenced blocks are text.
 * What stands before the first `##` is for readers of the file alone. Deeper headings (####) belong to their section.
 */
import type { ProseElsewhere, StepProse } from "../model.ts";
import { findNearest } from "../nearness.ts";
import { plain } from "./issue-words.ts";
import type { LabMistake } from "./mistake.ts";

export interface Prose {
  readonly steps: ReadonlyMap<string, StepProse>;
  readonly outro: string;
}

const sections = ["text", "task", "hint 1", "hint 2", "hint 3", "why"] as const;
type Section = (typeof sections)[number];
const isElsewhere = / elsewhere$/;

interface Heading {
  readonly id: string;
  readonly line: number;
  readonly lines: string[];
  readonly sections: Map<string, { readonly line: number; readonly lines: string[] }>;
}

export function readProse(file: string, text: string, steps: readonly string[]): { readonly prose: Prose; readonly mistakes: readonly LabMistake[] } {
  const mistakes: LabMistake[] = [];
  const say = (line: number, ko: string, en: string) => mistakes.push({ file, line, column: 1, text: plain(ko, en) });
  const headings = readHeadings(text, say);
  const last = Math.max(1, text.split("\n").length);
  for (const heading of headings.values()) {
    if (heading.id !== "outro" && !steps.includes(heading.id)) {
      const near = findNearest(heading.id, steps);
      say(
        heading.line,
        `lab.yaml에 없는 단계: ${heading.id}${near === undefined ? "" : ` (혹시 ${near}?)`}`,
        `No step of this name in lab.yaml: ${heading.id}${near === undefined ? "" : ` (did you mean ${near}?)`}`,
      );
    }
  }
  const found = new Map(steps.map((id) => [id, stepProse(headings.get(id), id, say, last)]));
  const outro = headings.get("outro")?.lines.join("\n").trim() ?? "";
  if (outro === "") say(headings.get("outro")?.line ?? last, "빠진 부분: ## outro", "Missing: ## outro");
  return { prose: { steps: found, outro }, mistakes };
}

type Say = (line: number, ko: string, en: string) => void;

function readHeadings(text: string, say: Say): ReadonlyMap<string, Heading> {
  const headings = new Map<string, Heading>();
  let heading: Heading | undefined;
  let lines: string[] | undefined;
  let fence: string | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const mark = /^\s{0,3}(```+|~~~+)/.exec(line)?.[1];
    if (mark !== undefined) fence = fence === undefined ? mark[0] : mark[0] === fence ? undefined : fence;
    const step = fence === undefined ? /^## +(\S.*?)\s*$/.exec(line)?.[1] : undefined;
    const section = fence === undefined ? /^### +(\S.*?)\s*$/.exec(line)?.[1] : undefined;
    if (step !== undefined) {
      if (headings.has(step)) say(index + 1, `두 번 나온 단계: ${step}`, `This step comes twice: ${step}`);
      heading = { id: step, line: index + 1, lines: [], sections: new Map() };
      headings.set(step, heading);
      lines = heading.lines;
    } else if (section !== undefined && heading !== undefined && heading.id !== "outro") {
      if (heading.sections.has(section)) say(index + 1, `두 번 나온 부분: ${section}`, `This section comes twice: ${section}`);
      if (!isSection(section)) {
        const near = findNearest(section, sections) ?? sections.join(", ");
        say(index + 1, `모르는 부분: ${section} (혹시 ${near}?)`, `Unknown section: ${section} (did you mean ${near}?)`);
      }
      lines = [];
      heading.sections.set(section, { line: index + 1, lines });
    } else lines?.push(line);
  }
  return headings;
}

function isSection(name: string): boolean {
  return (sections as readonly string[]).includes(name.replace(isElsewhere, ""));
}

function stepProse(heading: Heading | undefined, id: string, say: Say, last: number): StepProse {
  if (heading === undefined) say(last, `빠진 단계: ## ${id}`, `Missing: ## ${id}`);
  const read = (name: Section): string => {
    const section = heading?.sections.get(name);
    const text = section?.lines.join("\n").trim() ?? "";
    if (text === "" && heading !== undefined) say(section?.line ?? heading.line, `빠진 부분: ### ${name} (## ${id})`, `Missing: ### ${name} (in ## ${id})`);
    return text;
  };
  const elsewhere = proseElsewhere(heading);
  return {
    text: read("text"),
    task: read("task"),
    hints: [read("hint 1"), read("hint 2"), read("hint 3")],
    why: read("why"),
    ...(elsewhere === undefined ? {} : { elsewhere }),
  };
}

function proseElsewhere(heading: Heading | undefined): ProseElsewhere | undefined {
  if (heading === undefined || ![...heading.sections.keys()].some((name) => isElsewhere.test(name))) return undefined;
  const read = (name: Section): string | undefined => heading.sections.get(`${name} elsewhere`)?.lines.join("\n").trim();
  const [text, task, why] = [read("text"), read("task"), read("why")];
  return {
    ...(text === undefined ? {} : { text }),
    ...(task === undefined ? {} : { task }),
    hints: [read("hint 1") ?? "", read("hint 2") ?? "", read("hint 3") ?? ""],
    ...(why === undefined ? {} : { why }),
  };
}
