/** A report line by line, for pipes and logs. */
import { askedText, troubleText } from "../../grader/messages/messages.ts";
import { screens } from "../i18n/screens.ts";
import { words } from "../i18n/words.ts";
import { commandLine } from "./command-line.ts";
import { mendingCommand } from "./corrected.ts";
import { objectText } from "./finding.ts";
import { shownValue } from "./json-value.ts";
import { columnsOf, padded } from "./layout.ts";
import type { Look } from "./look.ts";
import type { Role } from "./paint.ts";
import type { ShownCheck, ShownFinding, ShownReport } from "./report.ts";

export function renderCompactReport(report: ShownReport, look: Look): string {
  const head = screens.summary({ lab: report.lab, cluster: report.cluster.name, earned: report.earned, possible: report.possible })[look.language];
  const idColumns = Math.max(...report.checks.map(({ id }) => columnsOf(id)), 0);
  return [head, ...report.checks.map((check) => renderLine({ check, lab: report.lab, idColumns }, look))].join("\n");
}

function renderLine({ check, lab, idColumns }: { readonly check: ShownCheck; readonly lab: string; readonly idColumns: number }, look: Look): string {
  const { word, role } = labels[isUnanswered(check) ? "asked" : check.status];
  const column = Math.max(...Object.values(labels).map((label) => columnsOf(label.word[look.language])));
  const earned = check.status === "passed" ? check.marks : 0;
  const start = `  ${look.paint(role, padded(word[look.language], column))}  ${earned}/${check.marks}  `;
  const indent = " ".repeat(2 + column + 2 + 5);
  return [`${start}${padded(check.id, idColumns)}  ${firstWords(check, look)}`.trimEnd(), ...following(check, lab, look).map((line) => indent + line)].join(
    "\n",
  );
}

function firstWords(check: ShownCheck, look: Look): string {
  const finding = check.findings[0];
  if (finding !== undefined && !isUnanswered(check)) return brief(finding, look);
  if (check.status === "blocked") return `(${(check.by ?? []).join(", ")})`;
  if (check.why !== undefined) return `${check.why.code}: ${troubleText(check.why.code)[look.language]}`;
  return check.title[look.language];
}

function brief(finding: ShownFinding, look: Look): string {
  const values = [
    ...(finding.seen === undefined ? [] : [`${words.seen[look.language]} ${shown(finding.seen, look)}`]),
    ...(finding.wanted === undefined ? [] : [`${words.wanted[look.language]} ${shown(finding.wanted, look)}`]),
  ].join(", ");
  const where = finding.path === undefined ? objectText(finding) : `${objectText(finding)} ${finding.path}`;
  return values === "" ? `${where}: ${finding.message[look.language].replaceAll("\n", " ")}` : `${where}: ${values}`;
}

function shown(value: Parameters<typeof shownValue>[0], look: Look): string {
  return value === null ? words.absent[look.language] : shownValue(value);
}

function following(check: ShownCheck, lab: string, look: Look): readonly string[] {
  if (check.asked !== undefined) return [askedText(check.asked)[look.language]];
  if (isUnanswered(check)) return [`svclab answer ${lab}/${check.step}`];
  const fix = check.findings[0] === undefined ? "" : mendingCommand(check.findings[0], look.shell);
  if (check.why?.look !== undefined) return [screens.lookYourself(commandLine(check.why.look, look.shell))[look.language]];
  return fix === "" ? [] : `${words.fix[look.language]}: ${fix}`.split("\n");
}

function isUnanswered(check: ShownCheck): boolean {
  return check.findings[0]?.code === "ask-unanswered";
}

const labels = {
  passed: { word: words.ok, role: "good" },
  failed: { word: words.wrong, role: "bad" },
  blocked: { word: words.held, role: "faint" },
  unknown: { word: words.unknown, role: "doubt" },
  asked: { word: words.question, role: "wait" },
} as const satisfies Record<ShownCheck["status"] | "asked", { word: { ko: string; en: string }; role: Role }>;
