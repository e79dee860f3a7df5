/** What is said of a command line that can't be understood: what it is, what was likely meant, and where to read on. */
import type { Language, LocalizedText } from "../../grader/model.ts";
import { nearestTo } from "../commands/nearest.ts";
import { misuse } from "../i18n/misuse.ts";
import { type CommandWord, commandWords, globalOptions, longFlagOf } from "./command-words.ts";

interface Misuse {
  /** Of commander. */
  readonly code: string;
  readonly message: string;
}

export function misuseText({ code, message }: Misuse, argv: readonly string[], language: Language): string {
  const path = pathIn(argv);
  const word = /'([^']*)'/.exec(message)?.[1] ?? "";
  if (code === "commander.unknownCommand") return unknownCommandText(word, path, language);
  const near = code === "commander.unknownOption" ? nearestTo(word, [...globalOptions, ...(path.at(-1)?.options ?? [])].map(longFlagOf)) : undefined;
  return [
    sentence({ code, message }, word)[language],
    ...(near === undefined ? [] : [misuse.didYouMean(near)[language]]),
    misuse.seeHelp(lineOf(path))[language],
  ].join("\n");
}

/** `path`: the commands that were understood before the word. */
export function unknownCommandText(word: string, path: readonly CommandWord[], language: Language): string {
  const line = lineOf(path);
  const near = nearestTo(
    word,
    (path.length === 0 ? commandWords : (path.at(-1)?.commands ?? [])).map(({ name }) => name),
  );
  return [
    misuse.unknownCommand(word)[language],
    ...(near === undefined ? [] : [misuse.didYouMean(`${line} ${near}`)[language]]),
    misuse.seeHelp(line)[language],
  ].join("\n");
}

function sentence({ code, message }: Misuse, word: string): LocalizedText {
  switch (code) {
    case "commander.unknownOption":
      return misuse.unknownOption(word);
    case "commander.missingArgument":
      return misuse.missingArgument(word);
    case "commander.optionMissingArgument":
      return misuse.missingValue(word);
    case "commander.excessArguments":
      return misuse.excessArguments;
    case "commander.invalidArgument": {
      const allowed = /Allowed choices are (.*)\.$/.exec(message)?.[1];
      return allowed === undefined ? misuse.badTime(word) : misuse.badValue({ option: word, allowed });
    }
    default:
      return { ko: message, en: message };
  }
}

function pathIn(argv: readonly string[]): readonly CommandWord[] {
  const path: CommandWord[] = [];
  for (const word of argv) {
    const next = (path.length === 0 ? commandWords : (path.at(-1)?.commands ?? [])).find(({ name }) => name === word);
    if (next !== undefined) path.push(next);
  }
  return path;
}

function lineOf(path: readonly CommandWord[]): string {
  return ["svclab", ...path.map(({ name }) => name)].join(" ");
}
