/** How things are rendered at this moment: the window can be resized and the language switched. */
import type { Language } from "../../../grader/model.ts";
import { chooseLook, type Look, type LookWishes, type Surroundings } from "../../render/look.ts";

export interface LiveLook {
  now(): Look;
  speak(language: Language): void;
}

export function createLiveLook(wishes: LookWishes, surroundings: () => Surroundings): LiveLook {
  let { language } = wishes;
  return {
    now: () => chooseLook({ ...wishes, language }, surroundings()),
    speak(chosen) {
      language = chosen;
    },
  };
}
