import type { AskCheck } from "../../grader/model.ts";
import type { Look } from "../render/look.ts";
import type { Prompts } from "./ports.ts";

/** The learner's answer to a question; "" when there is none. */
export async function askQuestion(prompts: Prompts, check: AskCheck, { language }: Look): Promise<string> {
  const message = check.question[language];
  if (check.choices === undefined) return (await prompts.ask({ message })).trim();
  return prompts.choose({ message, choices: check.choices.map(({ value, text }) => ({ value, name: text[language] })) });
}
