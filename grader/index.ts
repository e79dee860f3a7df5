/** The grader's door: what the rest of svclab may use. */
export type { Finding, FindingCode } from "./finding.ts";
export { findingCodes } from "./finding.ts";
export { type FirstHint, firstHint } from "./hint.ts";
export { messageOf, troubleText, unprovedText, vantageText } from "./messages/messages.ts";
export type * from "./model.ts";
export { type Looking, observe } from "./observe.ts";
export type { LabMistake, LabText, ParsedLab } from "./parse-lab.ts";
export { parseLab } from "./parse-lab.ts";
export type { ReadingPort } from "./ports.ts";
export { grade, type Report, type ReportedCheck, type ReportedFinding, reportIn } from "./report.ts";
export { checkKindNames, labJsonSchema } from "./schema.ts";
