/** Parts of lines and characters of texts. */
import { readLine } from "../machine/byte-stream.ts";
import type { Process, Program } from "../machine/process.ts";
import { readEscapes } from "./escapes.ts";
import { chomp, createBreather, eachInput, fail, type Options, tool } from "./tool.ts";

export const cut = tool({ name: "cut", letters: "d:f:c:b:s", run: cutLines });

export const tr: Program = tool({ name: "tr", letters: "dsc", isOrdered: true, run: translate });

interface Range {
  readonly from: number;
  readonly to: number;
}

async function cutLines(process: Process, options: Options): Promise<number> {
  const list = options.value("f") ?? options.value("c") ?? options.value("b");
  if (list === undefined) return await fail(process, "cut: expected a list of bytes, characters, or fields");
  const ranges = readRanges(list);
  if (ranges === undefined) return await fail(process, `cut: invalid range '${list}'`);
  const delimiter = options.value("d") ?? "\t";
  if ([...delimiter].length !== 1) return await fail(process, "cut: the delimiter must be a single character");
  const isChosen = (index: number): boolean => ranges.some(({ from, to }) => index + 1 >= from && index + 1 <= to);
  const rest = createBreather(process);
  return await eachInput(process, {
    name: "cut",
    files: options.operands,
    trouble: "plain",
    async use(input) {
      for (let bytes = await readLine(input, process.signal); bytes !== undefined; bytes = await readLine(input, process.signal)) {
        await rest();
        const line = chomp(bytes);
        const isField = options.has("f");
        const hasDelimiter = line.includes(delimiter);
        if (isField && !hasDelimiter && options.has("s")) continue;
        const pieces = isField ? line.split(delimiter) : [...line];
        const chosen = isField && !hasDelimiter ? [line] : pieces.filter((_piece, index) => isChosen(index));
        await process.stdout.write(`${chosen.join(isField ? delimiter : "")}\n`);
      }
    },
  });
}

function readRanges(list: string): readonly Range[] | undefined {
  const ranges: Range[] = [];
  for (const part of list.split(",")) {
    const [, from = "", dash = "", to = ""] = /^(\d*)(-?)(\d*)$/.exec(part) ?? [];
    if (from === "" && to === "") return undefined;
    const start = from === "" ? 1 : Number(from);
    const end = dash === "" ? start : to === "" ? Number.POSITIVE_INFINITY : Number(to);
    if (start < 1 || end < start) return undefined;
    ranges.push({ from: start, to: end });
  }
  return ranges;
}

async function translate(process: Process, options: Options): Promise<number> {
  const [first, second] = options.operands;
  if (first === undefined || (second === undefined && !options.has("d") && !options.has("s"))) return await fail(process, "tr: missing operand");
  const from = expandSet(first);
  const to = second === undefined ? [] : expandSet(second);
  const members = new Set(from);
  const isMember = (byte: number): boolean => members.has(byte) !== options.has("c");
  const isTranslated = second !== undefined && !options.has("d");
  const squeezed = new Set(second === undefined ? from : to);
  const isSqueezed = (byte: number): boolean => options.has("s") && (second === undefined ? isMember(byte) : squeezed.has(byte));
  const target = new Map(from.map((byte, index) => [byte, to[Math.min(index, to.length - 1)] ?? byte]));
  let last: number | undefined;
  for (let bytes = await process.stdin.read(process.signal); bytes !== undefined; bytes = await process.stdin.read(process.signal)) {
    const result: number[] = [];
    for (const byte of bytes) {
      if (options.has("d") && isMember(byte)) continue;
      const next = isTranslated && isMember(byte) ? (options.has("c") ? (to.at(-1) ?? byte) : (target.get(byte) ?? byte)) : byte;
      if (next === last && isSqueezed(next)) continue;
      result.push(next);
      last = next;
    }
    await process.stdout.write(Buffer.from(result));
  }
  return 0;
}

const CLASSES: Readonly<Record<string, string>> = {
  upper: "A-Z",
  lower: "a-z",
  alpha: "A-Za-z",
  digit: "0-9",
  alnum: "0-9A-Za-z",
  space: "\\t\\n\\v\\f\\r ",
  blank: "\\t ",
  punct: "!-/:-@[-`{-~",
  xdigit: "0-9A-Fa-f",
  cntrl: "\\000-\\037\\177",
  print: " -~",
  graph: "!-~",
};

function expandSet(text: string): readonly number[] {
  const bytes = readEscapes(
    text.replace(/\[:(\w+):\]/g, (whole, name: string) => CLASSES[name] ?? whole),
    "anywhere",
  ).bytes;
  const result: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const [byte = 0, dash, end] = bytes.subarray(at, at + 3);
    if (dash === 45 && end !== undefined && end >= byte) {
      for (let each = byte; each <= end; each += 1) result.push(each);
      at += 2;
    } else result.push(byte);
  }
  return result;
}
