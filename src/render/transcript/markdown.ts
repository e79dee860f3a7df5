import type { Language } from "../../../grader/model.ts";
import { transcriptTexts as texts } from "../../i18n/transcript.ts";
import { percentOf, stepStatus, type Transcript, type TranscriptLab } from "./transcript.ts";

export function transcriptMarkdown(transcript: Transcript, language: Language): string {
  const { earned, possible, labs } = transcript;
  const head = `| ${[texts.lab, texts.marks, texts.state].map((text) => text[language]).join(" | ")} |\n|---|---|---|`;
  const rows = labs.map((lab) => `| ${lab.number}. ${escaped(lab.title[language])} | ${lab.earned} / ${lab.possible} | ${texts[lab.status][language]} |`);
  const details = labs.filter(({ status }) => status !== "not-begun").map((lab) => labMarkdown(lab, language));
  return [
    `# ${texts.title[language]}`,
    `${texts.total({ earned, possible, percent: percentOf(transcript) })[language]}  \n${texts.made(transcript)[language]}`,
    [head, ...rows].join("\n"),
    ...details,
  ].join("\n\n");
}

function labMarkdown({ number, title, steps }: TranscriptLab, language: Language): string {
  const lines = steps.flatMap((step) => [
    `- [${stepStatus(step) === "passed" ? "x" : " "}] **${escaped(step.title[language])}** ${step.earned} / ${step.possible}${notes(step, language)}`,
    ...step.checks.map(
      (check) =>
        `  - [${check.status === "passed" ? "x" : " "}] ${escaped(check.title[language])}${check.status === "broken" ? ` (${texts.broken[language]})` : ""}${check.asked === undefined ? "" : `  \n    ${escaped(check.asked[language])}`}`,
    ),
  ]);
  return `## ${number}. ${escaped(title[language])}\n\n${lines.join("\n")}`;
}

function notes({ hints, solutionSeen }: TranscriptLab["steps"][number], language: Language): string {
  const all = [...(hints === 0 ? [] : [texts.hints(hints)[language]]), ...(solutionSeen ? [texts.solutionSeen[language]] : [])];
  return all.length === 0 ? "" : ` (${all.join(", ")})`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&");
}
