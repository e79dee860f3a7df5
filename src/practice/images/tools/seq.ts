import type { Program } from "../machine/process.ts";
import { createBreather, fail } from "./tool.ts";

/** Numbers of one write. */
const BLOCK = 256;

/** `seq [-w] [-s text] [first [step]] last`; numbers may be negative, so it reads its own words. */
export const seq: Program = async (process) => {
  const words = process.argv.slice(1);
  let separator = "\n";
  let isPadded = false;
  while (/^-[sw]/.test(words[0] ?? "")) {
    const word = words.shift() ?? "";
    if (word === "-w") isPadded = true;
    else separator = word.slice(2) || (words.shift() ?? "");
  }
  const wrong = words.find((word) => word.trim() === "" || !Number.isFinite(Number(word)));
  if (wrong !== undefined) return await fail(process, `seq: invalid number '${wrong}'`);
  if (words.length < 1 || words.length > 3) return await fail(process, "seq: usage: seq [-w] [-s SEP] [FIRST [INC]] LAST");
  const first = words.length > 1 ? Number(words[0]) : 1;
  const step = words.length > 2 ? Number(words[1]) : 1;
  const last = Number(words.at(-1));
  if (step === 0) return await fail(process, "seq: increment is 0");
  const digits = Math.max(...words.map((word) => /\.(\d+)/.exec(word)?.[1]?.length ?? 0));
  const width = isPadded ? Math.max(first.toFixed(digits).length, last.toFixed(digits).length) : 0;
  const rest = createBreather(process, 16);
  let block: string[] = [];
  let isFirst = true;
  const flush = async (): Promise<void> => {
    await rest();
    if (block.length > 0) await process.stdout.write((isFirst ? "" : separator) + block.join(separator));
    isFirst = isFirst && block.length === 0;
    block = [];
  };
  for (let index = 0; ; index += 1) {
    const number = first + index * step;
    // A step of 0.1 does not add up exactly.
    if (step > 0 ? number > last + step * 1e-9 : number < last + step * 1e-9) break;
    block.push(number.toFixed(digits).padStart(width, "0"));
    if (block.length >= BLOCK) await flush();
  }
  await flush();
  if (!isFirst) await process.stdout.write("\n");
  return 0;
};
