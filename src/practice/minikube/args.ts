/** Words of a minikube command line. */
export interface Args {
  /** Command, subcommand and their arguments, without flags. */
  readonly words: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
  /** What stands after `--`. */
  readonly rest: readonly string[];
}

const SHORT: Readonly<Record<string, string>> = { p: "profile", o: "output", n: "namespace", l: "light", h: "help", c: "cleanup", f: "format" };
const SWITCHES = new Set([
  "url",
  "light",
  "help",
  "https",
  "all",
  "cleanup",
  "purge",
  "short",
  "components",
  "interactive",
  "alsologtostderr",
  "control-plane",
  "worker",
  "delete-on-failure",
  "force",
  "refresh",
]);

/** Flags may stand anywhere; those that are not switches take the next word. `kubectl` and `ssh` keep flags of their own after their `--`. */
export function parseArgs(argv: readonly string[]): Args {
  const words: string[] = [];
  const flags = new Map<string, string>();
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index]!;
    if (word === "--") return { words, flags, rest: argv.slice(index + 1) };
    const match = /^--?([^=]+)(?:=(.*))?$/s.exec(word);
    if (match === null || word === "-") {
      words.push(word);
      continue;
    }
    const name = SHORT[match[1]!] ?? match[1]!;
    if (match[2] !== undefined) flags.set(name, match[2]);
    else if (SWITCHES.has(name)) flags.set(name, "true");
    else {
      index += 1;
      flags.set(name, argv[index] ?? "");
    }
  }
  return { words, flags, rest: [] };
}
