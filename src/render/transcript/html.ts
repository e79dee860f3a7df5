/** One file that needs no other: both languages, light and dark, on a screen and on paper. */
import type { Language, LocalizedText } from "../../../grader/model.ts";
import { transcriptTexts as texts } from "../../i18n/transcript.ts";
import { transcriptStyle } from "./html-style.ts";
import { percentOf, stepStatus, type Transcript, type TranscriptLab, type TranscriptStep } from "./transcript.ts";

/** `language`: the one that is shown first. */
export function transcriptHtml(transcript: Transcript, language: Language): string {
  const { labs, earned, possible } = transcript;
  const percent = percentOf(transcript);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(texts.title[language])}</title>
<style>
${transcriptStyle}
</style>
</head>
<body>
<fieldset class="languages"><legend>${both(texts.language)}</legend>${choice("ko", "한국어", language)}${choice("en", "English", language)}</fieldset>
<main>
<header>
<h1>${both(texts.title)}</h1>
<p class="total">${both(texts.total({ earned, possible, percent }))}</p>
${bar(percent)}
<p class="made">${both(texts.made(transcript))}</p>
</header>
<table>
<thead><tr><th scope="col">${both(texts.lab)}</th><th scope="col" class="number">${both(texts.marks)}</th><th scope="col">${both(texts.state)}</th></tr></thead>
<tbody>
${labs.map(labRow).join("\n")}
</tbody>
</table>
${labs
  .filter(({ status }) => status !== "not-begun")
  .map(labSection)
  .join("\n")}
</main>
</body>
</html>`;
}

function labRow(lab: TranscriptLab): string {
  const name = `${lab.number}. ${both(lab.title)}`;
  const linked = lab.status === "not-begun" ? name : `<a href="#${escaped(lab.lab)}">${name}</a>`;
  return `<tr><th scope="row">${linked}</th><td class="number">${lab.earned} / ${lab.possible}</td><td><span class="${lab.status}">${both(texts[lab.status])}</span></td></tr>`;
}

function labSection(lab: TranscriptLab): string {
  return `<section id="${escaped(lab.lab)}" aria-labelledby="${escaped(lab.lab)}-title">
<h2 id="${escaped(lab.lab)}-title">${lab.number}. ${both(lab.title)} <span class="marks">${lab.earned} / ${lab.possible}</span></h2>
<ol>
${lab.steps.map(stepItem).join("\n")}
</ol>
</section>`;
}

function stepItem(step: TranscriptStep): string {
  const status = stepStatus(step);
  const notes = [...(step.hints === 0 ? [] : [texts.hints(step.hints)]), ...(step.solutionSeen ? [texts.solutionSeen] : [])];
  const checks = step.checks.map(
    (check) => `<li>${mark(check.status)} ${both(check.title)}${check.asked === undefined ? "" : `<p class="notes">${both(check.asked)}</p>`}</li>`,
  );
  return `<li><h3>${mark(status)} ${both(step.title)} <span class="marks">${step.earned} / ${step.possible}</span></h3>${
    notes.length === 0 ? "" : `<p class="notes">${notes.map(both).join(" · ")}</p>`
  }<ul>${checks.join("")}</ul></li>`;
}

/** A sign and a word: colour alone says nothing. */
function mark(status: "passed" | "broken" | "open"): string {
  const sign = { passed: "✔", broken: "✘", open: "○" }[status];
  return `<span class="${status}"><span aria-hidden="true">${sign}</span> ${both(texts[status])}</span>`;
}

function bar(percent: number): string {
  return `<div class="bar" aria-hidden="true"><div style="width:${percent}%"></div></div>`;
}

function choice(value: Language, name: string, chosen: Language): string {
  return `<label lang="${value}"><input type="radio" name="language" id="language-${value}"${value === chosen ? " checked" : ""}> ${name}</label>`;
}

function both({ ko, en }: LocalizedText): string {
  return ko === en ? escaped(ko) : `<span class="text" lang="ko">${escaped(ko)}</span><span class="text" lang="en">${escaped(en)}</span>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
