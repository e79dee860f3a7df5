/** A finding in words, in both languages. */
import type { Finding } from "../finding.ts";
import type { LocalizedText, Trouble, Vantage } from "../model.ts";
import * as en from "./en.ts";
import * as ko from "./ko.ts";
import { saidOf } from "./said.ts";

export function messageOf(finding: Finding): LocalizedText {
  if (finding.why !== undefined) return finding.why;
  const said = saidOf(finding);
  return { ko: ko.findings[finding.code](said), en: en.findings[finding.code](said) };
}

/** Why something could not be told; never the learner's doing. */
export function troubleText(code: Trouble["code"]): LocalizedText {
  return { ko: ko.troubles[code], en: en.troubles[code] };
}

/** From where a request was made. */
export function vantageText(via: Vantage["via"]): LocalizedText {
  return { ko: ko.vantages[via], en: en.vantages[via] };
}

/** What such a request leaves unproved; empty where it proves all. */
export function unprovedText(proves: Vantage["proves"]): LocalizedText {
  return { ko: ko.unproved[proves], en: en.unproved[proves] };
}

/** From where a check that was passed was asked, and what that does not show. */
export function askedText({ via, address, proves }: Vantage): LocalizedText {
  return {
    ko: `${ko.vantages[via]} (${address}). ${ko.unproved[proves] || ko.unprovedWay}`,
    en: `${en.vantages[via]} (${address}). ${en.unproved[proves] || en.unprovedWay}`,
  };
}
