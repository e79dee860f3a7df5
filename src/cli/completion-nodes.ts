/** The words of the command line as what Tab offers. */
import type { Lab, Language } from "../../grader/model.ts";
import type { CompletionFlag, CompletionNode, Described } from "../render/completion/completion.ts";
import { type ArgumentWord, type CommandWord, commandWords, globalOptions, longFlagOf, type OptionWord } from "./command-words.ts";

export function completionNodes(labs: readonly Lab[], language: Language): readonly CompletionNode[] {
  const flagsOf = (options: readonly OptionWord[]): readonly CompletionFlag[] =>
    options.map((option) => ({ word: longFlagOf(option), about: option.about[language], values: valuesOf(option) }));
  const described = (words: readonly CommandWord[]): readonly Described[] => words.map(({ name, about }) => ({ word: name, about: about[language] }));
  const visit = (
    path: string,
    { commands = [], argument, options = [] }: Pick<CommandWord, "commands" | "argument" | "options">,
  ): readonly CompletionNode[] => [
    {
      path,
      words: [...described(commands), ...offered(argument, labs, language)],
      files: argument?.offers === "files",
      flags: [...flagsOf(options), ...flagsOf(globalOptions)],
    },
    ...commands.flatMap((each) => visit(path === "" ? each.name : `${path} ${each.name}`, each)),
  ];
  return visit("", { commands: commandWords });
}

function valuesOf({ flags, choices }: OptionWord): readonly string[] | undefined {
  return flags.includes("<") ? (choices ?? []) : undefined;
}

function offered(argument: ArgumentWord | undefined, labs: readonly Lab[], language: Language): readonly Described[] {
  switch (argument?.offers) {
    case undefined:
    case "nothing":
    case "files":
      return [];
    case "shells":
      return ["bash", "zsh", "fish"].map((word) => ({ word, about: "" }));
    case "labs":
      return labs.map(({ name, title }) => ({ word: name, about: title[language] }));
    case "targets":
      return labs.flatMap(({ name, title, steps }) => [
        { word: name, about: title[language] },
        ...steps.map((step) => ({ word: `${name}/${step.id}`, about: step.title[language] })),
      ]);
  }
}
