import { baseName, resolvePath } from "../machine/files.ts";
import type { Process, Program } from "../machine/process.ts";
import { patternToRegExp } from "../shell/pattern.ts";
import { createBreather, fail } from "./tool.ts";

interface Search {
  readonly names: readonly RegExp[];
  readonly kinds: readonly string[];
}

/** Knows -name and -type. */
export const find: Program = async (process) => {
  const args = process.argv.slice(1);
  const first = args.findIndex((word) => word.startsWith("-"));
  const starts = first < 0 ? args : args.slice(0, first);
  const names: RegExp[] = [];
  const kinds: string[] = [];
  const tests = first < 0 ? [] : args.slice(first);
  for (let at = 0; at < tests.length; at += 2) {
    const [test, value] = [tests[at] ?? "", tests[at + 1]];
    if (test === "-print") {
      at -= 1;
      continue;
    }
    if (test !== "-name" && test !== "-type") return await fail(process, `find: unrecognized: ${test}`);
    if (value === undefined) return await fail(process, `find: ${test} requires an argument`);
    if (test === "-name") names.push(patternToRegExp(value));
    else kinds.push(value);
  }
  let status = 0;
  for (const start of starts.length === 0 ? ["."] : starts) status |= await walk(process, start, { names, kinds });
  return status;
};

async function walk(process: Process, start: string, { names, kinds }: Search): Promise<number> {
  const { files } = process.machine;
  const rest = createBreather(process);
  const waiting = [start];
  let status = 0;
  for (let shown = waiting.pop(); shown !== undefined; shown = waiting.pop()) {
    await rest();
    const path = resolvePath(process.cwd, shown);
    const entry = files.find(path);
    if (entry === undefined) {
      status = await fail(process, `find: ${shown}: No such file or directory`);
      continue;
    }
    const name = baseName(shown) || shown;
    const kind = entry.kind === "directory" ? "d" : entry.isDevice ? "c" : "f";
    if (names.every((pattern) => pattern.test(name)) && kinds.every((each) => each === kind)) await process.stdout.write(`${shown}\n`);
    if (entry.kind === "directory") waiting.push(...[...files.list(path)].reverse().map((each) => `${shown.replace(/\/$/, "")}/${each}`));
  }
  return status;
}
