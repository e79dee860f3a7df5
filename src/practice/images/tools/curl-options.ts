export interface CurlOptions {
  readonly urls: readonly string[];
  readonly silent: boolean;
  readonly showError: boolean;
  readonly include: boolean;
  readonly head: boolean;
  readonly verbose: boolean;
  readonly fail: boolean;
  readonly version: boolean;
  /** Seconds. */
  readonly maxTime: number | undefined;
  readonly connectTimeout: number | undefined;
  readonly output: string | undefined;
  readonly writeOut: string | undefined;
  readonly method: string | undefined;
  readonly data: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly retries: number;
  /** A refused connection is tried again, too; by itself only a time-out is. */
  readonly retriesRefused: boolean;
}

const long: Readonly<Record<string, string>> = {
  silent: "s",
  "show-error": "S",
  include: "i",
  head: "I",
  verbose: "v",
  fail: "f",
  "fail-with-body": "f",
  version: "V",
  "max-time": "m",
  "connect-timeout": "c",
  output: "o",
  "write-out": "w",
  request: "X",
  data: "d",
  "data-raw": "d",
  header: "H",
  retry: "r",
  location: "L",
  insecure: "k",
  "http1.1": "0",
  "no-progress-meter": "s",
  ipv4: "4",
  "user-agent": "A",
  url: "U",
  "retry-connrefused": "R",
  "retry-all-errors": "R",
  "retry-delay": "p",
  globoff: "g",
};
const withValue = "mcowXdHrAUp";
const known = `sSiIvfVLk04g6qR${withValue}`;

/** A text: what is wrong. */
export function readCurlOptions(args: readonly string[]): CurlOptions | string {
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  const urls: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at]!;
    if (!word.startsWith("-") || word === "-") {
      urls.push(word);
      continue;
    }
    const isLong = word.startsWith("--");
    let letters = isLong ? (long[word.slice(2)] ?? "?") : word.slice(1);
    while (letters !== "") {
      const letter = letters[0]!;
      letters = letters.slice(1);
      if (!known.includes(letter) || (!isLong && "crp0UR".includes(letter)))
        return `curl: option ${word}: is unknown\ncurl: try 'curl --help' or 'curl --manual' for more information\n`;
      if (!withValue.includes(letter)) {
        flags.add(letter);
        continue;
      }
      if (letters === "") at += 1;
      const value = letters === "" ? args[at] : letters;
      if (value === undefined) return `curl: option ${word}: requires parameter\ncurl: try 'curl --help' or 'curl --manual' for more information\n`;
      values.set(letter, [...(values.get(letter) ?? []), value]);
      letters = "";
    }
  }
  const last = (letter: string): string | undefined => values.get(letter)?.at(-1);
  const number = (letter: string): number | undefined => (last(letter) === undefined ? undefined : Number(last(letter)));
  const headers = Object.fromEntries((values.get("H") ?? []).map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
  return {
    urls: [...urls, ...(values.get("U") ?? [])],
    silent: flags.has("s"),
    showError: flags.has("S"),
    include: flags.has("i"),
    head: flags.has("I"),
    verbose: flags.has("v"),
    fail: flags.has("f"),
    version: flags.has("V"),
    maxTime: number("m"),
    connectTimeout: number("c"),
    output: last("o"),
    writeOut: last("w"),
    method: last("X"),
    data: values.get("d")?.join("&"),
    headers: last("A") === undefined ? headers : { ...headers, "User-Agent": last("A")! },
    retries: number("r") ?? 0,
    retriesRefused: flags.has("R"),
  };
}
