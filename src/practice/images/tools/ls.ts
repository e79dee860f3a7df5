import { type Entry, resolvePath } from "../machine/files.ts";
import type { Process } from "../machine/process.ts";
import { fail, type Options, tool } from "./tool.ts";

interface Listed {
  readonly name: string;
  readonly entry: Entry;
}

const HALF_A_YEAR_MS = 182 * 24 * 3600 * 1000;

export const ls = tool({ name: "ls", letters: "la1Adhrt", run: list });

async function list(process: Process, options: Options): Promise<number> {
  const { files } = process.machine;
  let status = 0;
  const singles: Listed[] = [];
  const folders: string[] = [];
  for (const name of options.operands.length === 0 ? ["."] : options.operands) {
    const entry = files.find(resolvePath(process.cwd, name));
    if (entry === undefined) status = await fail(process, `ls: ${name}: No such file or directory`);
    else if (entry.kind === "directory" && !options.has("d")) folders.push(name);
    else singles.push({ name, entry });
  }
  await show(process, options, singles);
  for (const [index, name] of folders.entries()) {
    if (options.operands.length > 1) await process.stdout.write(`${index > 0 || singles.length > 0 ? "\n" : ""}${name}:\n`);
    const path = resolvePath(process.cwd, name);
    const names = [
      ...(options.has("a") ? [".", ".."] : []),
      ...files.list(path).filter((each) => options.has("a") || options.has("A") || !each.startsWith(".")),
    ];
    const listed = names.flatMap((each) => {
      const entry = files.find(resolvePath(path, each));
      return entry === undefined ? [] : [{ name: each, entry }];
    });
    if (options.has("l")) await process.stdout.write(`total ${listed.reduce((sum, { entry }) => sum + Math.ceil(sizeOf(entry) / 4096) * 4, 0)}\n`);
    await show(process, options, listed);
  }
  return status;
}

async function show(process: Process, options: Options, listed: readonly Listed[]): Promise<void> {
  const sorted = options.has("t") ? [...listed].sort((one, other) => other.entry.modified - one.entry.modified) : [...listed];
  if (options.has("r")) sorted.reverse();
  if (sorted.length === 0) return;
  const isNarrow = options.has("1") || !process.stdout.isTerminal;
  const now = process.machine.clock.now();
  const lines = options.has("l")
    ? sorted.map((each) => longLine(each, now, options.has("h")))
    : isNarrow
      ? sorted.map(({ name }) => name)
      : inColumns(
          sorted.map(({ name }) => name),
          process.terminal?.size.columns ?? 80,
        );
  await process.stdout.write(`${lines.join("\n")}\n`);
}

function longLine({ name, entry }: Listed, now: number, isHuman: boolean): string {
  const size = isHuman ? humanSize(sizeOf(entry)) : String(sizeOf(entry));
  const links = entry.kind === "directory" ? "2" : "1";
  return `${modeText(entry)} ${links.padStart(4)} root     root     ${size.padStart(9)} ${dateText(entry.modified, now)} ${name}`;
}

function sizeOf(entry: Entry): number {
  return entry.kind === "directory" ? 4096 : entry.content.length;
}

function humanSize(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)}K` : `${(bytes / 1024 / 1024).toFixed(1)}M`;
}

function modeText(entry: Entry): string {
  const letters = [..."rwxrwxrwx"].map((letter, index) => ((entry.mode >> (8 - index)) & 1 ? letter : "-"));
  if (entry.mode & 0o1000) letters[8] = letters[8] === "x" ? "t" : "T";
  return `${entry.kind === "directory" ? "d" : entry.isDevice ? "c" : "-"}${letters.join("")}`;
}

function dateText(modified: number, now: number): string {
  const [, month, day, year, time] = new Date(modified)
    .toUTCString()
    .replace(/^\w+, (\d+) (\w+) (\d+) (\d+:\d+).*$/, "|$2|$1|$3|$4")
    .split("|");
  const isRecent = Math.abs(now - modified) < HALF_A_YEAR_MS;
  return `${month} ${String(Number(day)).padStart(2)} ${isRecent ? time : ` ${year}`}`;
}

function inColumns(names: readonly string[], width: number): readonly string[] {
  const cell = Math.max(...names.map((name) => name.length)) + 2;
  const columns = Math.max(1, Math.floor(width / cell));
  const rows = Math.ceil(names.length / columns);
  return Array.from({ length: rows }, (_, row) =>
    names
      .filter((_name, index) => index % rows === row)
      .map((name) => name.padEnd(cell))
      .join("")
      .trimEnd(),
  );
}
