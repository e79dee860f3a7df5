/** argv -> what is asked for. */
import type { Flags, Invocation } from "./invocation.ts";
import { misuseText, unknownCommandText } from "./misuse.ts";
import { type ProgramOptions, readProgram } from "./program.ts";

/** `argv` without node and the script. */
export function parseArguments(argv: readonly string[], options: ProgramOptions): Invocation {
  const reading = readProgram(argv, options);
  switch (reading.status) {
    case "answered":
      return reading;
    case "misused":
      return { status: "misused", text: misuseText(reading, argv, options.language) };
    case "read":
      if (reading.unknownWord !== undefined) return { status: "misused", text: unknownCommandText(reading.unknownWord, [], options.language) };
      return { status: "asked", request: reading.request ?? { verb: "home" }, flags: flagsOf(reading.options) };
  }
}

/** `--lang` as given, wherever it stands: help and misuse speak that language too. */
export function languageAskedFor(argv: readonly string[]): string | undefined {
  const at = argv.findLastIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const word = argv[at];
  if (word === undefined) return undefined;
  return word === "--lang" ? argv[at + 1] : word.slice("--lang=".length);
}

function flagsOf(options: Readonly<Record<string, unknown>>): Flags {
  const given = options as {
    cluster?: Flags["cluster"];
    context?: string;
    profile?: string;
    namespace?: string;
    lang?: string;
    json?: boolean;
    color: boolean;
    yes?: boolean;
    plain?: boolean;
    bell?: boolean;
    timeout?: number;
  };
  return {
    cluster: given.cluster,
    context: given.context,
    profile: given.profile,
    namespace: given.namespace,
    language: given.lang,
    json: given.json ?? false,
    colour: given.color,
    yes: given.yes ?? false,
    plain: given.plain ?? false,
    bell: given.bell ?? false,
    timeoutMs: given.timeout,
  };
}
