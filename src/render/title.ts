import { screens } from "../i18n/screens.ts";
import type { Look } from "./look.ts";

/** The name of the house, as the first line of a screen. */
export function renderTitle({ language, paint, signs }: Look): string {
  return `  ${paint("strong", screens.title[language].replace("·", signs.dot))}`;
}
