import { readLine } from "../machine/byte-stream.ts";
import { LinearPattern } from "../machine/linear-pattern.ts";
import type { Process } from "../machine/process.ts";
import { compilePosix } from "./posix-pattern.ts";
import { chomp, createBreather, fail, type Options, openInput, tool } from "./tool.ts";

const SELECTED = 0;
const NOTHING = 1;
const TROUBLE = 2;

/** egrep and fgrep are grep with a letter. */
export const grep = grepAs("grep", "");
export const egrep = grepAs("egrep", "E");
export const fgrep = grepAs("fgrep", "F");

function grepAs(name: string, letter: string): ReturnType<typeof tool> {
  return tool({
    name,
    letters: "ivcnqoEFwxhHlse:m:",
    usageStatus: TROUBLE,
    run: (process, options) => search(process, { ...options, has: (each) => each === letter || options.has(each) }),
  });
}

async function search(process: Process, options: Options): Promise<number> {
  const isGiven = options.has("e");
  const patterns = isGiven ? options.values("e") : options.operands.slice(0, 1);
  const files = isGiven ? options.operands : options.operands.slice(1);
  if (patterns.length === 0) return await fail(process, "grep: missing pattern", TROUBLE);
  const expressions: RegExp[] = [];
  for (const pattern of patterns.flatMap((each) => each.split("\n"))) {
    const compiled = compilePosix(pattern, { isExtended: options.has("E"), isLiteral: options.has("F"), flags: options.has("i") ? "gi" : "g" });
    if (compiled.status === "invalid") return await fail(process, `grep: bad regex '${pattern}': ${compiled.why}`, TROUBLE);
    expressions.push(bounded(compiled.regExp, options));
  }
  let selected = 0;
  let status = NOTHING;
  for (const file of files.length === 0 ? ["-"] : files) {
    const opened = openInput(process, file);
    if (opened.status === "failed") {
      if (!options.has("s")) await fail(process, `grep: ${file}: ${opened.why}`);
      status = TROUBLE;
      continue;
    }
    const label = file === "-" ? "(standard input)" : file;
    const isLabelled = (files.length > 1 || options.has("H")) && !options.has("h");
    const most = Number(options.value("m") ?? Number.POSITIVE_INFINITY);
    const count = await searchInput(process, { ...opened, expressions, options, prefix: isLabelled ? `${label}:` : "", most });
    selected += count;
    if (count > 0 && options.has("q")) return SELECTED;
    if (options.has("l")) {
      if (count > 0) await process.stdout.write(`${label}\n`);
    } else if (options.has("c")) await process.stdout.write(`${isLabelled ? `${label}:` : ""}${count}\n`);
  }
  return status === TROUBLE ? TROUBLE : selected > 0 ? SELECTED : NOTHING;
}

interface Searched {
  readonly input: Parameters<typeof readLine>[0];
  readonly expressions: readonly RegExp[];
  readonly options: Options;
  readonly prefix: string;
  readonly most: number;
}

async function searchInput(process: Process, { input, expressions, options, prefix, most }: Searched): Promise<number> {
  const rest = createBreather(process);
  const isQuiet = options.has("q") || options.has("c") || options.has("l");
  const stopsEarly = options.has("q") || options.has("l");
  let count = 0;
  let number = 0;
  while (count < most) {
    const bytes = await readLine(input, process.signal);
    if (bytes === undefined) break;
    await rest();
    number += 1;
    const line = chomp(bytes);
    const isMatch = expressions.some((expression) => line.search(expression) >= 0);
    if (isMatch === options.has("v")) continue;
    count += 1;
    if (stopsEarly) break;
    if (isQuiet) continue;
    const start = `${prefix}${options.has("n") ? `${number}:` : ""}`;
    const shown = options.has("o") ? (options.has("v") ? [] : matchesIn(line, expressions)) : [line];
    for (const text of shown) await process.stdout.write(`${start}${text}\n`);
  }
  return count;
}

function matchesIn(line: string, expressions: readonly RegExp[]): readonly string[] {
  return expressions.flatMap((expression) => line.match(expression) ?? []).filter((text) => text !== "");
}

function bounded(expression: RegExp, options: Options): RegExp {
  if (options.has("x")) return new LinearPattern(`^(?:${expression.source})$`, expression.flags);
  return options.has("w") ? new LinearPattern(`\\b(?:${expression.source})\\b`, expression.flags) : expression;
}
