import { emptyInput, readAll } from "../machine/byte-stream.ts";
import { lookUp } from "../machine/find-program.ts";
import type { Process } from "../machine/process.ts";
import { fail, type Options, tool } from "./tool.ts";

const SOME_FAILED = 123;
/** Words of one command line. */
const MOST_WORDS = 2000;
const SIGKILL = 9;

export const xargs = tool({ name: "xargs", letters: "n:I:L:r0t", isOrdered: true, run });

async function run(process: Process, options: Options): Promise<number> {
  const command = options.operands.length === 0 ? ["echo"] : options.operands;
  const text = (await readAll(process.stdin, process.signal)).toString();
  const place = options.value("I");
  const most = Number(options.value("n") ?? options.value("L") ?? MOST_WORDS);
  if (!Number.isInteger(most) || most < 1) return await fail(process, `xargs: invalid number '${options.value("n") ?? options.value("L")}'`);
  const items = options.has("0") ? text.split("\0").filter((word) => word !== "") : place !== undefined || options.has("L") ? linesOf(text) : wordsOf(text);
  let status = 0;
  for (const argv of place === undefined
    ? inGroups(command, items, most, options.has("r"))
    : items.map((item) => command.map((word) => word.replaceAll(place, item)))) {
    process.signal.throwIfAborted();
    if (options.has("t")) await process.stderr.write(`${argv.join(" ")}\n`);
    const code = await runOne(process, argv);
    if (code === 126 || code === 127) return code;
    if (code === 255) return 124;
    if (code !== 0) status = SOME_FAILED;
  }
  return status;
}

function inGroups(command: readonly string[], items: readonly string[], most: number, isIdle: boolean): readonly (readonly string[])[] {
  if (items.length === 0) return isIdle ? [] : [command];
  return Array.from({ length: Math.ceil(items.length / most) }, (_, index) => [...command, ...items.slice(index * most, (index + 1) * most)]);
}

function linesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Quotes and backslashes keep blanks within a word. */
function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:"[^"\n]*"|'[^'\n]*'|\\[\s\S]|[^\s"'\\])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'|\\([\s\S])/g, (_whole, double?: string, single?: string, escaped?: string) => double ?? single ?? escaped ?? ""),
  );
}

async function runOne(process: Process, argv: readonly string[]): Promise<number> {
  const found = lookUp(process.machine, process, argv[0] ?? "");
  if (found.status === "missing") return await fail(process, `xargs: ${argv[0]}: No such file or directory`, 127);
  if (found.status === "denied") return await fail(process, `xargs: ${argv[0]}: Permission denied`, 126);
  const { env, cwd, stdout, stderr, terminal, pid, machine, signal } = process;
  const child = machine.spawn({ program: found.program, argv, env, cwd, stdin: emptyInput, stdout, stderr, terminal, parent: pid });
  const kill = (): void => child.kill(SIGKILL);
  signal.addEventListener("abort", kill, { once: true });
  const { code } = await child.done;
  signal.removeEventListener("abort", kill);
  return code;
}
