import { readLine } from "../machine/byte-stream.ts";
import type { Process } from "../machine/process.ts";
import { chomp, createBreather, eachInput, type Options, tool } from "./tool.ts";

export const sort = tool({ name: "sort", letters: "nrufbk:t:", run: sortLines });

export const uniq = tool({ name: "uniq", letters: "cdui", run: foldLines });

async function sortLines(process: Process, options: Options): Promise<number> {
  const lines: string[] = [];
  const status = await eachInput(process, {
    name: "sort",
    files: options.operands,
    trouble: "can't open",
    async use(input) {
      for (let line = await readLine(input, process.signal); line !== undefined; line = await readLine(input, process.signal)) lines.push(chomp(line));
    },
  });
  if (status !== 0) return 2;
  const keys = options.values("k").map((text) => readKey(text, options));
  const whole: Key = { from: 0, to: undefined, isNumeric: options.has("n"), isReversed: options.has("r") };
  const isFolded = options.has("f");
  const compare = (one: string, other: string): number => {
    for (const key of keys.length === 0 ? [whole] : keys) {
      const [left, right] = [fieldOf(one, key, options.value("t")), fieldOf(other, key, options.value("t"))];
      const order = key.isNumeric ? numberIn(left) - numberIn(right) : isFolded ? bytesOrder(left.toUpperCase(), right.toUpperCase()) : bytesOrder(left, right);
      if (order !== 0) return key.isReversed ? -order : order;
    }
    return 0;
  };
  // Lines that are equal by their keys stand in the order of their bytes; not so for -u, which keeps the first.
  const lastResort = (one: string, other: string): number => (options.has("u") ? 0 : bytesOrder(one, other) * (options.has("r") ? -1 : 1));
  lines.sort((one, other) => compare(one, other) || lastResort(one, other));
  const kept = options.has("u") ? lines.filter((line, index) => index === 0 || compare(lines[index - 1] ?? "", line) !== 0) : lines;
  await process.stdout.write(kept.map((line) => `${line}\n`).join(""));
  return 0;
}

interface Key {
  readonly from: number;
  readonly to: number | undefined;
  readonly isNumeric: boolean;
  readonly isReversed: boolean;
}

function readKey(text: string, options: Options): Key {
  const [, from = "1", to] = /^(\d+)[^,]*(?:,(\d+))?/.exec(text) ?? [];
  return {
    from: Math.max(0, Number(from) - 1),
    to: to === undefined ? undefined : Number(to),
    isNumeric: options.has("n") || text.includes("n"),
    isReversed: options.has("r") || text.includes("r"),
  };
}

function fieldOf(line: string, { from, to }: Key, separator: string | undefined): string {
  if (from === 0 && to === undefined) return line;
  const fields = separator === undefined ? (line.match(/\s*\S+/g) ?? []) : line.split(separator);
  return fields.slice(from, to).join(separator ?? "");
}

function numberIn(text: string): number {
  return Number(/^\s*-?\d*\.?\d*/.exec(text)?.[0]) || 0;
}

function bytesOrder(one: string, other: string): number {
  return one === other ? 0 : Buffer.compare(Buffer.from(one), Buffer.from(other));
}

async function foldLines(process: Process, options: Options): Promise<number> {
  const rest = createBreather(process);
  const keyOf = (line: string): string => (options.has("i") ? line.toLowerCase() : line);
  let held: { readonly line: string; count: number } | undefined;
  const flush = async (): Promise<void> => {
    if (held === undefined || (options.has("d") && held.count < 2) || (options.has("u") && held.count > 1)) return;
    await process.stdout.write(`${options.has("c") ? `${String(held.count).padStart(7)} ` : ""}${held.line}\n`);
  };
  return await eachInput(process, {
    name: "uniq",
    files: options.operands.slice(0, 1),
    trouble: "can't open",
    async use(input) {
      for (let bytes = await readLine(input, process.signal); bytes !== undefined; bytes = await readLine(input, process.signal)) {
        await rest();
        const line = chomp(bytes);
        if (held !== undefined && keyOf(held.line) === keyOf(line)) held.count += 1;
        else {
          await flush();
          held = { line, count: 1 };
        }
      }
      await flush();
    },
  });
}
