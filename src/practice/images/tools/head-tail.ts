/** The beginning and the end of files. */
import { type Input, readAll, readLine } from "../machine/byte-stream.ts";
import { resolvePath } from "../machine/files.ts";
import type { Process } from "../machine/process.ts";
import { createBreather, eachInput, fail, type Options, tool } from "./tool.ts";

const FOLLOW_EVERY_MS = 1000;
const USUAL_LINES = "10";

export const head = tool({
  name: "head",
  letters: "n:c:qv",
  numberLetter: "n",
  run: (process, options) => part(process, "head", options, async (input, amount) => await writeHead(process, input, amount)),
});

export const tail = tool({
  name: "tail",
  letters: "n:c:fFqvs:",
  numberLetter: "n",
  async run(process, options) {
    const sizes = new Map(options.operands.map((name) => [name, sizeOf(process, name)]));
    const status = await part(process, "tail", options, async (input, amount) => await process.stdout.write(await endOf(process, input, amount)));
    const followed = options.operands.filter((name) => name !== "-" && (options.has("F") || sizes.get(name) !== undefined));
    if (options.has("f") || options.has("F")) await follow(process, followed, sizes);
    return status;
  },
});

interface Amount {
  readonly unit: "lines" | "bytes";
  readonly count: number;
  /** `-` or `+` before the number. */
  readonly sign: string;
}

async function part(process: Process, name: string, options: Options, write: (input: Input, amount: Amount) => Promise<void>): Promise<number> {
  const unit = options.has("c") ? "bytes" : "lines";
  const text = options.value(unit === "bytes" ? "c" : "n") ?? USUAL_LINES;
  const [, sign, digits] = /^([-+]?)(\d+)$/.exec(text) ?? [];
  if (digits === undefined) return await fail(process, `${name}: invalid number '${text}'`);
  const amount: Amount = { unit, count: Number(digits), sign: sign ?? "" };
  let shown = 0;
  return await eachInput(process, {
    name,
    files: options.operands,
    trouble: name === "tail" ? "can't open" : "plain",
    async use(input, file) {
      const isTitled = (options.operands.length > 1 && !options.has("q")) || options.has("v");
      if (isTitled) await process.stdout.write(`${shown > 0 ? "\n" : ""}==> ${file === "-" ? "standard input" : file} <==\n`);
      shown += 1;
      await write(input, amount);
    },
  });
}

async function writeHead(process: Process, input: Input, { unit, count, sign }: Amount): Promise<void> {
  if (sign === "-") {
    const content = await readAll(input, process.signal);
    await process.stdout.write(
      unit === "bytes" ? content.subarray(0, Math.max(0, content.length - count)) : Buffer.concat(linesOf(content).slice(0, -count || undefined)),
    );
    return;
  }
  const rest = createBreather(process);
  for (let left = count; left > 0; ) {
    const bytes = unit === "lines" ? await readLine(input, process.signal) : await input.read(process.signal);
    if (bytes === undefined) return;
    await rest();
    if (unit === "bytes" && bytes.length > left) input.unread(bytes.subarray(left));
    await process.stdout.write(unit === "bytes" ? bytes.subarray(0, left) : bytes);
    left -= unit === "bytes" ? bytes.length : 1;
  }
}

async function endOf(process: Process, input: Input, { unit, count, sign }: Amount): Promise<Buffer> {
  const content = await readAll(input, process.signal);
  if (unit === "bytes") return content.subarray(sign === "+" ? Math.max(0, count - 1) : Math.max(0, content.length - count));
  const lines = linesOf(content);
  return Buffer.concat(sign === "+" ? lines.slice(Math.max(0, count - 1)) : lines.slice(Math.max(0, lines.length - count)));
}

function linesOf(content: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < content.length; ) {
    const end = content.indexOf(10, at);
    const next = end < 0 ? content.length : end + 1;
    lines.push(content.subarray(at, next));
    at = next;
  }
  return lines;
}

function sizeOf(process: Process, name: string): number | undefined {
  const entry = process.machine.files.find(resolvePath(process.cwd, name));
  return entry?.kind === "file" ? entry.content.length : undefined;
}

/** Until the process is killed. */
async function follow(process: Process, names: readonly string[], sizes: Map<string, number | undefined>): Promise<void> {
  let last = names.at(-1);
  while (names.length > 0) {
    await process.machine.clock.sleep(FOLLOW_EVERY_MS, process.signal);
    for (const name of names) {
      const entry = process.machine.files.find(resolvePath(process.cwd, name));
      if (entry?.kind !== "file" || entry.content.length === sizes.get(name)) continue;
      const seen = sizes.get(name) ?? 0;
      if (names.length > 1 && name !== last) await process.stdout.write(`\n==> ${name} <==\n`);
      last = name;
      sizes.set(name, entry.content.length);
      await process.stdout.write(entry.content.subarray(entry.content.length < seen ? 0 : seen));
    }
  }
}
