import type { LocalizedText } from "../../grader/model.ts";
import { asTyped } from "../render/program-name.ts";
import { renderTold } from "../render/told.ts";
import type { Ports } from "./ports.ts";

/** At a terminal broken between words; a log keeps whole lines. */
export function told(text: LocalizedText, { look, terminal }: Pick<Ports, "look" | "terminal">): string {
  return terminal === undefined ? asTyped(text[look.language], look) : renderTold(text[look.language], look);
}
