export interface WgetOptions {
  readonly url: string | undefined;
  readonly quiet: boolean;
  readonly spider: boolean;
  readonly showHeaders: boolean;
  /** `-`: standard output. */
  readonly output: string | undefined;
  readonly timeoutSeconds: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

const long: Readonly<Record<string, string>> = {
  quiet: "q",
  spider: "s",
  "server-response": "S",
  "output-document": "O",
  timeout: "T",
  header: "H",
  "post-data": "d",
  "user-agent": "U",
  "directory-prefix": "P",
  "no-check-certificate": "n",
  continue: "c",
};
const withValue = "OTHdUPoY";
const known = `qcS${withValue}`;
const STANDARD_TIMEOUT_SECONDS = 900;

/** A text: the option that isn't known or lacks its value. */
export function readWgetOptions(args: readonly string[]): WgetOptions | string {
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  let url: string | undefined;
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at]!;
    const [, name, value] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (!word.startsWith("-") || word === "-") {
      url = word;
      continue;
    }
    const letter = name === undefined ? undefined : long[name];
    if (name !== undefined && letter === undefined) return `unrecognized option '--${name}'`;
    for (let letters = letter ?? word.slice(1), attached = value; letters !== ""; letters = letters.slice(1)) {
      const flag = letters[0]!;
      if (letter === undefined && !known.includes(flag)) return `unrecognized option: ${flag}`;
      if (!withValue.includes(flag)) {
        flags.add(flag);
        continue;
      }
      if (letter === undefined && letters.length > 1) attached = letters.slice(1);
      else if (attached === undefined) attached = args[++at];
      if (attached === undefined) return `option requires an argument: ${flag}`;
      values.set(flag, [...(values.get(flag) ?? []), attached]);
      break;
    }
  }
  const last = (flag: string): string | undefined => values.get(flag)?.at(-1);
  const own = (values.get("H") ?? []).map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()] as const);
  const agent = last("U");
  return {
    url,
    quiet: flags.has("q"),
    spider: flags.has("s"),
    showHeaders: flags.has("S"),
    output: last("O"),
    timeoutSeconds: Number(last("T") ?? STANDARD_TIMEOUT_SECONDS),
    headers: { ...(agent === undefined ? {} : { "User-Agent": agent }), ...Object.fromEntries(own) },
    body: last("d"),
  };
}
