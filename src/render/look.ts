/** How everything is rendered: language, width, colour and signs. Decided once, from the flags and the terminal. */

import type { Language } from "../../grader/model.ts";
import { chooseLanguage } from "../i18n/phrase.ts";
import { windowsShell } from "../shell/windows-shell.ts";
import type { ShellKind } from "./command-line.ts";
import { coloured, type Paint, plain } from "./paint.ts";
import { programName } from "./program-name.ts";
import { asciiSigns, type Signs, unicodeSigns } from "./signs.ts";

export interface Look {
  readonly language: Language;
  /** Columns a line may fill, from 40 to 80. */
  readonly columns: number;
  readonly paint: Paint;
  readonly signs: Signs;
  /** The shell that commands are quoted for; absent: a POSIX one. */
  readonly shell?: ShellKind | undefined;
  /** What is typed for `svclab`; absent: that. */
  readonly program?: string | undefined;
}

export interface LookWishes {
  readonly language: string | undefined;
  /** False for --no-color. */
  readonly colour: boolean;
}

export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  readonly platform: NodeJS.Platform;
}

export function chooseLook(wishes: LookWishes, surroundings: Surroundings): Look {
  return {
    language: chooseLanguage(wishes.language, surroundings.environment),
    columns: Math.max(40, Math.min(80, surroundings.columns ?? 80)),
    paint: wantsColour(wishes, surroundings) ? coloured : plain,
    signs: drawsUnicode(surroundings) ? unicodeSigns : asciiSigns,
    shell: shellOf(surroundings),
    program: programName(surroundings.environment),
  };
}

/** On Windows a SHELL is set by Git's and other POSIX shells. */
function shellOf({ environment, platform }: Surroundings): ShellKind {
  if (platform !== "win32" || (environment.SHELL ?? "") !== "") return "posix";
  return windowsShell(environment).kind;
}

/** NO_COLOR (https://no-color.org) holds when it is set and not empty. */
function wantsColour(wishes: LookWishes, { environment, isTerminal }: Surroundings): boolean {
  if (!wishes.colour || (environment.NO_COLOR ?? "") !== "" || environment.TERM === "dumb") return false;
  return isTerminal;
}

/** Where nothing says what the locale is (a service, a pipe on Windows), UTF-8 is what tools expect today. */
function drawsUnicode({ environment, isTerminal, platform }: Surroundings): boolean {
  if (isTerminal && (environment.TERM === "linux" || environment.TERM === "dumb")) return false;
  if (platform === "win32")
    return !isTerminal || environment.WT_SESSION !== undefined || environment.TERM_PROGRAM !== undefined || environment.TERM !== undefined;
  const locale = [environment.LC_ALL, environment.LC_CTYPE, environment.LANG].find((value) => value !== undefined && value !== "");
  return locale === undefined || /utf-?8/i.test(locale);
}
