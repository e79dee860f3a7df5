/** The checks of a step or a lab, line by line; the first cause in full under its check, consequences folded. */
import { askedText, troubleText, unprovedText, vantageText } from "../../grader/messages/messages.ts";
import type { Trouble } from "../../grader/model.ts";
import { screens } from "../i18n/screens.ts";
import { type CheckState, renderCheckLine, titleColumn } from "./check-state.ts";
import { commandLine } from "./command-line.ts";
import { renderFinding } from "./finding.ts";
import { indented, wrapped } from "./layout.ts";
import type { Look } from "./look.ts";
import type { ShownCheck, ShownFinding } from "./report.ts";

export interface ChecksBlock {
  readonly checks: readonly ShownCheck[];
  readonly states: readonly CheckState[];
  /** Told in full under the check that it belongs to; undefined: none is told. */
  readonly cause: ShownFinding | undefined;
}

export function renderChecks({ checks, states, cause }: ChecksBlock, look: Look): string {
  const told = cause === undefined ? -1 : indexOfCause(checks, cause);
  const parts = checks.map((check, at) => {
    const state = states[at] ?? "later";
    const line = indented(renderCheckLine(check, state, look), 2);
    if (at === told && cause !== undefined) return `${line}\n\n${renderFinding(cause, look)}${moreOf(check, look)}\n`;
    const answer = cause === undefined ? undefined : wrongAnswerTo(check);
    if (answer !== undefined) return `${line}\n\n${renderFinding(answer, look)}\n`;
    if (state === "unknown") return `${line}\n\n${renderUnknown(check, look)}\n`;
    return line + heldBy(check, state, checks, look) + askedFrom(check, look);
  });
  return parts.join("\n").replace(/\n+$/, "");
}

/** A wrong answer follows from nothing else: each is told, not only the first. */
function wrongAnswerTo({ status, findings }: ShownCheck): ShownFinding | undefined {
  return status === "failed" ? findings.find(({ object, code }) => object.kind === "Question" && code !== "ask-unanswered") : undefined;
}

/** The cause stands under the failed check that names it; where only others follow from it, under the first failed one. */
function indexOfCause(checks: readonly ShownCheck[], cause: ShownFinding): number {
  const named = checks.findIndex((check) => check.status === "failed" && check.findings.some((finding) => isSame(finding, cause)));
  return named >= 0 ? named : checks.findIndex((check) => check.status === "failed");
}

function isSame(a: ShownFinding, b: ShownFinding): boolean {
  return (
    a.code === b.code && a.path === b.path && a.object.kind === b.object.kind && a.object.namespace === b.object.namespace && a.object.name === b.object.name
  );
}

function moreOf(check: ShownCheck, look: Look): string {
  const more = check.findings.length - 1;
  return more <= 0 ? "" : `\n${indented(look.paint("faint", screens.andMore(more)[look.language]), 5)}`;
}

function heldBy(check: ShownCheck, state: CheckState, checks: readonly ShownCheck[], look: Look): string {
  if (state !== "held") return "";
  const titles = checks.filter(({ id }) => check.by?.includes(id)).map(({ title }) => title[look.language]);
  if (titles.length === 0) return "";
  const column = titleColumn(look) + 2;
  const lines = wrapped(screens.waitsFor(titles.join(", "))[look.language], look.columns - column - 2);
  return `\n${indented(lines.map((line) => look.paint("faint", line)).join("\n"), column)}`;
}

/** A pass that was found out from another place says so. */
function askedFrom({ asked }: ShownCheck, look: Look): string {
  if (asked === undefined) return "";
  const column = titleColumn(look) + 2;
  const lines = wrapped(askedText(asked)[look.language], look.columns - column - 2);
  return `\n${indented(lines.map((line) => look.paint("faint", line)).join("\n"), column)}`;
}

/** Where it was asked in place of the way that is cut, and what that does not show. */
function askedInstead(trouble: Trouble | undefined, { language }: Look): readonly string[] {
  if (trouble?.instead === undefined) return [];
  const { vantage, answered } = trouble.instead;
  const from = vantageText(vantage.via)[language];
  return [screens.askedInstead({ from, address: vantage.address, answered })[language], unprovedText(vantage.proves)[language]];
}

function renderUnknown(check: ShownCheck, look: Look): string {
  const room = look.columns - 7;
  const trouble = check.why;
  const sentences = trouble === undefined ? [] : [troubleText(trouble.code)[look.language]];
  const detail = trouble === undefined || trouble.detail === "" || trouble.instead !== undefined ? [] : [screens.said(trouble.detail)[look.language]];
  const see = trouble?.look === undefined ? [] : [screens.lookYourself(commandLine(trouble.look, look.shell))[look.language]];
  return indented(
    [...sentences, screens.noFault[look.language], ...detail, ...askedInstead(trouble, look), ...see].flatMap((text) => wrapped(text, room)).join("\n"),
    5,
  );
}
