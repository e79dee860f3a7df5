/** argv -> what is asked for. The only door to commander. */
import { Command, CommanderError, type Help, InvalidArgumentError, Option } from "commander";
import type { Language, LocalizedText } from "../../grader/model.ts";
import { nearestTo } from "../commands/nearest.ts";
import { help } from "../i18n/help.ts";
import { misuse } from "../i18n/misuse.ts";
import { columnsOf } from "../render/layout.ts";
import { readDuration } from "./duration.ts";
import type { Flags, Invocation, Request } from "./invocation.ts";

export interface ParseOptions {
  /** Of the help and of what is said about misuse. */
  readonly language: Language;
  readonly columns: number;
  readonly version: string;
}

/** `argv` without node and the script. */
export function parseArguments(argv: readonly string[], options: ParseOptions): Invocation {
  const asked: Asked = { request: undefined, unknownWord: undefined };
  const written: string[] = [];
  const program = buildProgram(asked, options, (text) => written.push(text));
  try {
    program.parse([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === "commander.helpDisplayed" || error.code === "commander.help" || error.code === "commander.version")
      return { status: "answered", text: written.join("") };
    return { status: "misused", text: misuseText(error, program, argv, options.language) };
  }
  if (asked.unknownWord !== undefined) return { status: "misused", text: unknownCommandText(asked.unknownWord, program, options.language) };
  return { status: "asked", request: asked.request ?? { verb: "home" }, flags: flagsOf(program) };
}

/** `--lang` as given, wherever it stands: help and misuse speak that language too. */
export function languageAskedFor(argv: readonly string[]): string | undefined {
  const at = argv.findLastIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const word = argv[at];
  if (word === undefined) return undefined;
  return word === "--lang" ? argv[at + 1] : word.slice("--lang=".length);
}

interface Asked {
  request: Request | undefined;
  unknownWord: string | undefined;
}

function buildProgram(asked: Asked, options: ParseOptions, write: (text: string) => void): Command {
  const say = (text: LocalizedText): string => text[options.language];
  const ask = (request: Request): void => {
    asked.request = request;
  };
  const program = new Command("svclab");
  program
    .description(say(help.about))
    .usage(options.language === "ko" ? "[옵션] [명령]" : "[options] [command]")
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: write, outputError: () => {} })
    .configureHelp(helpConfiguration(options))
    .helpOption("-h, --help", say(help.optionHelp))
    .helpCommand(false)
    .version(options.version, "-V, --version", say(help.optionVersion))
    .allowExcessArguments()
    .addHelpText("after", `\n${say(help.exitCodes)}`)
    .action(() => {
      if (program.args[0] !== undefined) asked.unknownWord = program.args[0];
      else ask({ verb: "home" });
    });
  addGlobalOptions(program, say);
  addCommands(program, say, ask);
  for (const command of everyCommand(program))
    command
      .helpCommand(false)
      .allowExcessArguments(command === program)
      .helpOption("-h, --help", say(help.optionHelp));
  return program;
}

function addGlobalOptions(program: Command, say: (text: LocalizedText) => string): void {
  program
    .addOption(new Option("--cluster <kind>", say(help.optionCluster)).choices(["practice", "minikube", "kubeconfig"]))
    .option("--context <name>", say(help.optionContext))
    .option("--profile <name>", say(help.optionProfile))
    .option("--namespace <name>", say(help.optionNamespace))
    .addOption(new Option("--lang <language>", say(help.optionLang)).choices(["ko", "en"]))
    .option("--json", say(help.optionJson))
    .option("--no-color", say(help.optionNoColor))
    .option("-y, --yes", say(help.optionYes))
    .addOption(new Option("--timeout <time>", say(help.optionTimeout)).argParser(milliseconds));
}

function addCommands(program: Command, say: (text: LocalizedText) => string, ask: (request: Request) => void): void {
  const target = say(help.targetArgument);
  program
    .command("list")
    .description(say(help.list))
    .action(() => ask({ verb: "list" }));
  program
    .command("start [lab]")
    .description(say(help.start))
    .addOption(new Option("--from <state>", say(help.optionFrom)).choices(["solutions", "scratch"]).default("solutions"))
    .action((lab: string | undefined, { from }: { from: "solutions" | "scratch" }) => ask({ verb: "start", lab, from }));
  for (const verb of ["check", "hint", "solution", "reset"] as const) {
    program
      .command(verb)
      .description(say(help[verb]))
      .argument("<lab[/step]>", target)
      .action((given: string) => ask({ verb, target: given }));
  }
  program
    .command("watch [lab]")
    .description(say(help.watch))
    .action((lab: string | undefined) => ask({ verb: "watch", lab }));
  program
    .command("shell")
    .description(say(help.shell))
    .action(() => ask({ verb: "shell" }));
  const cluster = program.command("cluster").description(say(help.cluster));
  cluster
    .command("up")
    .description(say(help.clusterUp))
    .action(() => ask({ verb: "cluster", deed: "up" }));
  cluster
    .command("down")
    .description(say(help.clusterDown))
    .action(() => ask({ verb: "cluster", deed: "down" }));
  cluster
    .command("status")
    .description(say(help.clusterStatus))
    .action(() => ask({ verb: "cluster", deed: "status" }));
  cluster
    .command("env")
    .description(say(help.clusterEnv))
    .addOption(new Option("--shell <name>", say(help.optionShell)).choices(["sh", "fish", "powershell"]).default("sh"))
    .action(({ shell }: { shell: "sh" | "fish" | "powershell" }) => ask({ verb: "cluster-env", shell }));
  cluster
    .command("reset")
    .description(say(help.clusterReset))
    .action(() => ask({ verb: "cluster", deed: "reset" }));
  program
    .command("verify [labs...]")
    .description(say(help.verify))
    .action((labs: string[]) => ask({ verb: "verify", labs }));
  program
    .command("doctor")
    .description(say(help.doctor))
    .action(() => ask({ verb: "doctor" }));
}

function milliseconds(text: string): number {
  const duration = readDuration(text);
  if (duration === undefined) throw new InvalidArgumentError(text);
  return duration;
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function helpConfiguration({ language, columns }: ParseOptions): Partial<Help> {
  const titles: Readonly<Record<string, LocalizedText>> = {
    "Usage:": help.usageTitle,
    "Commands:": help.commandsTitle,
    "Options:": help.optionsTitle,
    "Global Options:": help.globalOptionsTitle,
    "Arguments:": help.argumentsTitle,
  };
  return {
    helpWidth: columns,
    showGlobalOptions: true,
    displayWidth: columnsOf,
    styleTitle: (title) => titles[title]?.[language] ?? title,
    subcommandTerm: (command) => `${command.name()}${command.registeredArguments.map((argument) => ` ${humanName(argument)}`).join("")}`,
    // The generic reading would add "(choices: …)" and "(default: …)" in English; the texts say it already.
    optionDescription: (option) => option.description,
  };
}

function humanName(argument: { name(): string; required: boolean; variadic: boolean }): string {
  const name = argument.variadic ? `${argument.name()}...` : argument.name();
  return argument.required ? `<${name}>` : `[${name}]`;
}

function flagsOf(program: Command): Flags {
  const given = program.opts<{
    cluster?: Flags["cluster"];
    context?: string;
    profile?: string;
    namespace?: string;
    lang?: string;
    json?: boolean;
    color: boolean;
    yes?: boolean;
    timeout?: number;
  }>();
  return {
    cluster: given.cluster,
    context: given.context,
    profile: given.profile,
    namespace: given.namespace,
    language: given.lang,
    json: given.json ?? false,
    colour: given.color,
    yes: given.yes ?? false,
    timeoutMs: given.timeout,
  };
}

function misuseText(error: CommanderError, program: Command, argv: readonly string[], language: Language): string {
  const command = commandIn(argv, program);
  const word = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  const lines = [misuseSentence(error, word)[language]];
  if (error.code === "commander.unknownOption") {
    const near = nearestTo(
      word,
      [...program.options, ...command.options].flatMap((option) => (option.long === undefined || option.long === null ? [] : [option.long])),
    );
    if (near !== undefined) lines.push(misuse.didYouMean(near)[language]);
  }
  if (error.code === "commander.unknownCommand") return unknownCommandText(word, command, language);
  return [...lines, misuse.seeHelp(pathOf(command))[language]].join("\n");
}

function misuseSentence(error: CommanderError, word: string): LocalizedText {
  switch (error.code) {
    case "commander.unknownOption":
      return misuse.unknownOption(word);
    case "commander.missingArgument":
      return misuse.missingArgument(word);
    case "commander.optionMissingArgument":
      return misuse.missingValue(word);
    case "commander.excessArguments":
      return misuse.excessArguments;
    case "commander.invalidArgument":
      return misuse.badValue({ option: word, allowed: /Allowed choices are (.*)\.$/.exec(error.message)?.[1] ?? "30s, 2m, 500ms" });
    default:
      return { ko: error.message, en: error.message };
  }
}

function unknownCommandText(word: string, command: Command, language: Language): string {
  const near = nearestTo(
    word,
    command.commands.map((each) => each.name()),
  );
  const path = pathOf(command);
  return [
    misuse.unknownCommand(word)[language],
    ...(near === undefined ? [] : [misuse.didYouMean(`${path} ${near}`)[language]]),
    misuse.seeHelp(path)[language],
  ].join("\n");
}

function commandIn(argv: readonly string[], program: Command): Command {
  let command = program;
  for (const word of argv) command = command.commands.find((each) => each.name() === word) ?? command;
  return command;
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
