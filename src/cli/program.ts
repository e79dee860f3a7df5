/** The words of the command line as a commander program. The only door to commander. */
import { Command, CommanderError, type Help, InvalidArgumentError, Option } from "commander";
import type { Language, LocalizedText } from "../../grader/model.ts";
import { help } from "../i18n/help.ts";
import { columnsOf, wrapped } from "../render/layout.ts";
import { type ArgumentWord, type CommandWord, commandWords, globalOptions, type OptionWord } from "./command-words.ts";
import { readDuration } from "./duration.ts";
import type { Request } from "./invocation.ts";

export interface ProgramOptions {
  /** Of the help. */
  readonly language: Language;
  readonly columns: number;
  readonly version: string;
}

export type ProgramReading =
  /** `request` is undefined where no command was given, `unknownWord` where the first word is none. */
  | {
      readonly status: "read";
      readonly request: Request | undefined;
      readonly unknownWord: string | undefined;
      readonly options: Readonly<Record<string, unknown>>;
    }
  | { readonly status: "answered"; readonly text: string }
  /** The code and message of commander. */
  | { readonly status: "misused"; readonly code: string; readonly message: string };

export function readProgram(argv: readonly string[], options: ProgramOptions): ProgramReading {
  const asked: { request?: Request } = {};
  const written: string[] = [];
  const program = buildProgram(options, {
    write: (text) => written.push(text),
    ask: (request) => {
      asked.request = request;
    },
  });
  try {
    program.parse([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const { code, message } = error;
    if (code === "commander.helpDisplayed" || code === "commander.help" || code === "commander.version") return { status: "answered", text: written.join("") };
    return { status: "misused", code, message };
  }
  return { status: "read", request: asked.request, unknownWord: asked.request === undefined ? program.args[0] : undefined, options: program.opts() };
}

interface Ears {
  readonly write: (text: string) => void;
  readonly ask: (request: Request) => void;
}

function buildProgram(options: ProgramOptions, ears: Ears): Command {
  const say = (text: LocalizedText): string => text[options.language];
  const program = new Command("svclab");
  program
    .description(say(help.about))
    .usage(`${say(help.usageOptions)} ${say(help.usageCommand)}`)
    .exitOverride()
    .configureOutput({ writeOut: ears.write, writeErr: ears.write, outputError: () => {} })
    .configureHelp(helpConfiguration(options))
    .version(options.version, "-V, --version", say(help.optionVersion))
    .addHelpText("after", `\n${exitCodes(say(help.exitCodes), options.columns)}`)
    .action(() => {});
  for (const option of globalOptions) program.addOption(optionOf(option, say));
  for (const word of commandWords) addCommand(program, word, say, ears.ask);
  for (const command of everyCommand(program))
    command
      .helpCommand(false)
      .allowExcessArguments(command === program)
      .helpOption("-h, --help", say(help.optionHelp));
  return program;
}

function addCommand(parent: Command, word: CommandWord, say: (text: LocalizedText) => string, ask: (request: Request) => void): void {
  const command = parent.command(word.name).description(say(word.about)).usage(usageOf(word, say));
  if (word.argument !== undefined) command.argument(termOf(word.argument), word.argument.about === undefined ? "" : say(word.argument.about));
  for (const option of word.options ?? []) command.addOption(optionOf(option, say));
  if (word.use !== undefined) command.addHelpText("after", `\n${say(word.use)}`);
  for (const each of word.commands ?? []) addCommand(command, each, say, ask);
  if (word.ask !== undefined) command.action(() => ask(word.ask!({ first: command.args[0], all: command.args, options: command.opts() })));
}

function usageOf({ argument, commands }: CommandWord, say: (text: LocalizedText) => string): string {
  return [say(help.usageOptions), ...(commands === undefined ? [] : [say(help.usageCommand)]), ...(argument === undefined ? [] : [termOf(argument)])].join(" ");
}

function termOf({ name, required, variadic }: Pick<ArgumentWord, "name" | "required" | "variadic">): string {
  const full = variadic ? `${name}...` : name;
  return required ? `<${full}>` : `[${full}]`;
}

function optionOf({ flags, about, choices, preset, reads }: OptionWord, say: (text: LocalizedText) => string): Option {
  const option = new Option(flags, say(about));
  if (choices !== undefined) option.choices([...choices]);
  if (preset !== undefined) option.default(preset);
  if (reads === "duration") option.argParser(milliseconds);
  return option;
}

function milliseconds(text: string): number {
  const duration = readDuration(text);
  if (duration === undefined) throw new InvalidArgumentError(text);
  return duration;
}

/** Broken between one code and the next only. */
function exitCodes(text: string, columns: number): string {
  const whole = text.split(" · ").map((each) => each.replaceAll(" ", "\u2423"));
  return wrapped(whole.join("\u2423· "), columns).join("\n").replaceAll("\u2423", " ");
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function helpConfiguration({ language, columns }: ProgramOptions): Partial<Help> {
  const titles: Readonly<Record<string, LocalizedText>> = {
    "Usage:": help.usageTitle,
    "Commands:": help.commandsTitle,
    "Options:": help.optionsTitle,
    "Global Options:": help.globalOptionsTitle,
    "Arguments:": help.argumentsTitle,
  };
  return {
    helpWidth: columns,
    // Narrow terminals too get lines that are broken between words.
    minWidthToWrap: 16,
    showGlobalOptions: true,
    displayWidth: columnsOf,
    styleTitle: (title) => titles[title]?.[language] ?? title,
    subcommandTerm: (command) =>
      [command.name(), ...command.registeredArguments.map((each) => termOf({ name: each.name(), required: each.required, variadic: each.variadic }))].join(" "),
    // The generic reading would add "(choices: …)" and "(default: …)" in English; the texts say it already.
    optionDescription: (option) => option.description,
  };
}
