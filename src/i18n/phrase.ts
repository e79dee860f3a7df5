/** One message in all languages. A language left out is a type error. */
import type { Language, LocalizedText } from "../../grader/model.ts";

/** A catalogue: fixed messages, and messages made from parameters. */
export type Phrases = Readonly<Record<string, LocalizedText | ((parameters: never) => LocalizedText)>>;

/** Korean when the locale is Korean, or when told so; English otherwise. `chosen` wins over SVCLAB_LANG, that over LC_ALL, LC_MESSAGES and LANG. */
export function chooseLanguage(chosen: string | undefined, environment: NodeJS.ProcessEnv): Language {
  const told =
    chosen ?? nonEmpty(environment.SVCLAB_LANG) ?? nonEmpty(environment.LC_ALL) ?? nonEmpty(environment.LC_MESSAGES) ?? nonEmpty(environment.LANG) ?? "";
  return /^ko([_.@-]|$)/i.test(told) ? "ko" : "en";
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}
