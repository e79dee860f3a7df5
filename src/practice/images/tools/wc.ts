import type { Process } from "../machine/process.ts";
import { eachInput, type Options, tool } from "./tool.ts";

const COLUMNS = ["l", "w", "m", "c"] as const;

type Counts = Record<(typeof COLUMNS)[number], number>;

export const wc = tool({ name: "wc", letters: "lwcm", run: count });

async function count(process: Process, options: Options): Promise<number> {
  const asked = COLUMNS.filter((letter) => options.has(letter));
  const shown = asked.length === 0 ? (["l", "w", "c"] as const) : asked;
  const total: Counts = { l: 0, w: 0, m: 0, c: 0 };
  const write = async (counts: Counts, name: string): Promise<void> => {
    const numbers = shown.length === 1 ? String(counts[shown[0] ?? "c"]) : shown.map((letter) => String(counts[letter]).padStart(9)).join(" ");
    await process.stdout.write(`${numbers}${name === "-" ? "" : ` ${name}`}\n`);
  };
  const status = await eachInput(process, {
    name: "wc",
    files: options.operands,
    trouble: "plain",
    async use(input, file) {
      const counts: Counts = { l: 0, w: 0, m: 0, c: 0 };
      let isInWord = false;
      for (let bytes = await input.read(process.signal); bytes !== undefined; bytes = await input.read(process.signal)) {
        counts.c += bytes.length;
        for (const byte of bytes) {
          const isBlank = byte === 32 || (byte >= 9 && byte <= 13);
          if (byte === 10) counts.l += 1;
          if (!isBlank && !isInWord) counts.w += 1;
          if ((byte & 0xc0) !== 0x80) counts.m += 1;
          isInWord = !isBlank;
        }
      }
      for (const letter of COLUMNS) total[letter] += counts[letter];
      await write(counts, file);
    },
  });
  if (options.operands.length > 1) await write(total, "total");
  return status;
}
