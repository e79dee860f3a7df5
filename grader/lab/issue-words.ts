/** What zod found, in words for those who write labs. */
import type * as z from "zod";
import type { LocalizedText } from "../model.ts";
import { findNearest } from "../nearness.ts";

export type Issue = z.core.$ZodIssue;

export interface WordedIssue {
  readonly path: readonly PropertyKey[];
  readonly part: "key" | "value";
  readonly text: LocalizedText;
}

/** Of the branches of a union the one that was probably meant: with the fewest issues. */
export function wordedIssues(
  issues: readonly Issue[],
  value: unknown,
  known: (path: readonly PropertyKey[]) => readonly string[],
  prefix: readonly PropertyKey[] = [],
): readonly WordedIssue[] {
  return issues.flatMap((issue): readonly WordedIssue[] => {
    const path = [...prefix, ...issue.path];
    if (issue.code === "invalid_union") {
      const branch = [...issue.errors].sort((a, b) => weight(a) - weight(b))[0];
      return branch === undefined || branch.length === 0
        ? [{ path, part: "value", text: plain("허용되지 않는 값", "No allowed value") }]
        : wordedIssues(branch, value, known, path);
    }
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({ path: [...path, key], part: "key" as const, text: unknownKey(key, known(path)) }));
    return [{ path, part: "value", text: words(issue) }];
  });
}

function weight(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 1), 0);
}

export function unknownKey(key: string, known: readonly string[]): LocalizedText {
  const near = findNearest(key, known);
  if (near === undefined) return plain(`모르는 키: ${key}`, `Unknown key: ${key}`);
  return plain(`모르는 키: ${key} (혹시 ${near}?)`, `Unknown key: ${key} (did you mean ${near}?)`);
}

function words(issue: Exclude<Issue, { code: "invalid_union" | "unrecognized_keys" }>): LocalizedText {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined && /received undefined/.test(issue.message)
        ? plain(`빠진 값 (형식: ${issue.expected})`, `Missing (a ${issue.expected})`)
        : plain(`형식이 다름: ${issue.expected} 필요`, `Wrong type: a ${issue.expected} is needed`);
    case "invalid_value":
      return plain(`허용되는 값: ${issue.values.map(String).join(", ")}`, `Must be one of: ${issue.values.map(String).join(", ")}`);
    case "too_small":
      return plain(`너무 작음 (최소 ${String(issue.minimum)})`, `Too small (at least ${String(issue.minimum)})`);
    case "too_big":
      return plain(`너무 큼 (최대 ${String(issue.maximum)})`, `Too big (at most ${String(issue.maximum)})`);
    case "invalid_format":
      return plain(`형식이 맞지 않음: ${issue.pattern ?? issue.format}`, `Doesn't have the form ${issue.pattern ?? issue.format}`);
    default:
      return plain(`잘못된 값: ${issue.message}`, `Not valid: ${issue.message}`);
  }
}

export function plain(ko: string, en: string): LocalizedText {
  return { ko, en };
}
