import { type Input, readLine } from "../machine/byte-stream.ts";
import { resolvePath } from "../machine/files.ts";
import type { Process } from "../machine/process.ts";
import { readSedScript, type SedAction, type SedAddress, type SedCommand } from "./sed-script.ts";
import { chomp, createBreather, eachInput, fail, type Options, openInput, tool } from "./tool.ts";

export const sed = tool({ name: "sed", letters: "ne:Eri", run });

async function run(process: Process, options: Options): Promise<number> {
  const isGiven = options.has("e");
  const script = isGiven ? options.values("e").join("\n") : options.operands[0];
  if (script === undefined) return await fail(process, "sed: missing script");
  const read = readSedScript(script, options.has("E") || options.has("r"));
  if (read.status === "wrong") return await fail(process, `sed: ${read.why}`);
  const files = isGiven ? options.operands : options.operands.slice(1);
  const editing = { process, commands: read.commands, isSilent: options.has("n") };
  if (!options.has("i")) return await editStream(editing, files);
  let status = 0;
  for (const file of files) status |= await editInPlace(editing, file);
  return status;
}

interface Editing {
  readonly process: Process;
  readonly commands: readonly SedCommand[];
  readonly isSilent: boolean;
}

async function editStream(editing: Editing, files: readonly string[]): Promise<number> {
  const { process } = editing;
  let status = 0;
  const names = files.length === 0 ? ["-"] : [...files];
  const nextLine = async (): Promise<string | undefined> => {
    for (;;) {
      if (current === undefined) {
        const file = names.shift();
        if (file === undefined) return undefined;
        const opened = openInput(process, file);
        if (opened.status === "failed") status = await fail(process, `sed: ${file}: ${opened.why}`);
        else current = opened.input;
        continue;
      }
      const bytes = await readLine(current, process.signal);
      if (bytes !== undefined) return chomp(bytes);
      current = undefined;
    }
  };
  let current: Input | undefined;
  await edit(editing, nextLine, async (line) => await process.stdout.write(`${line}\n`));
  return status;
}

async function editInPlace(editing: Editing, file: string): Promise<number> {
  const { process } = editing;
  return await eachInput(process, {
    name: "sed",
    files: [file],
    trouble: "plain",
    async use(input) {
      const result: string[] = [];
      const nextLine = async (): Promise<string | undefined> => {
        const bytes = await readLine(input, process.signal);
        return bytes === undefined ? undefined : chomp(bytes);
      };
      const hasQuit = await edit(editing, nextLine, async (line) => void result.push(`${line}\n`));
      for (let line = hasQuit ? await nextLine() : undefined; line !== undefined; line = await nextLine()) result.push(`${line}\n`);
      process.machine.files.write(resolvePath(process.cwd, file), Buffer.from(result.join("")));
    },
  });
}

/** True when the script quit. */
async function edit(
  { process, commands, isSilent }: Editing,
  nextLine: () => Promise<string | undefined>,
  write: (line: string) => Promise<void>,
): Promise<boolean> {
  const rest = createBreather(process);
  const active = new Map<SedCommand, number>();
  // A line is read ahead only where the script asks for the last one, so that a live stream is edited as it comes.
  const looksAhead = commands.some(({ from, to }) => from?.kind === "last" || to?.kind === "last");
  let ahead = looksAhead ? await nextLine() : undefined;
  const readNext = async (): Promise<string | undefined> => {
    if (!looksAhead) return await nextLine();
    const line = ahead;
    ahead = line === undefined ? undefined : await nextLine();
    return line;
  };
  let number = 0;
  for (let line = await readNext(); line !== undefined; line = await readNext()) {
    await rest();
    number += 1;
    const after: string[] = [];
    let isDeleted = false;
    let isQuit = false;
    for (const command of commands) {
      if (!applies(command, { line, number, isLast: looksAhead && ahead === undefined }, active)) continue;
      const { action } = command;
      if (action.kind === "substitute") {
        const changed = substitute(line, action);
        if (changed !== undefined && action.prints) await write(changed);
        line = changed ?? line;
      } else if (action.kind === "transliterate") line = [...line].map((each) => action.to[action.from.indexOf(each)] ?? each).join("");
      else if (action.kind === "print") await write(line);
      else if (action.kind === "number") await write(String(number));
      else if (action.kind === "insert") await write(action.text);
      else if (action.kind === "append") after.push(action.text);
      else if (action.kind === "next") {
        if (!isSilent) await write(line);
        const following = await readNext();
        if (following === undefined) return false;
        line = following;
        number += 1;
      } else if (action.kind === "change") {
        if (command.to === undefined || command.isNegated || !active.has(command)) await write(action.text);
        isDeleted = true;
        break;
      } else {
        isDeleted = action.kind === "delete";
        isQuit = action.kind === "quit";
        break;
      }
    }
    if (!isSilent && !isDeleted) await write(line);
    for (const text of after) await write(text);
    if (isQuit) return true;
  }
  return false;
}

interface Place {
  readonly line: string;
  readonly number: number;
  readonly isLast: boolean;
}

/** `active` remembers the ranges that have begun. */
function applies(command: SedCommand, place: Place, active: Map<SedCommand, number>): boolean {
  const { from, to, isNegated } = command;
  if (from === undefined) return !isNegated;
  if (to === undefined) return isAt(from, place) !== isNegated;
  if (active.has(command)) {
    const isOver = to.kind === "line" ? place.number >= to.line : isAt(to, place);
    if (isOver) active.delete(command);
    return (to.kind !== "line" || place.number <= to.line) !== isNegated;
  }
  if (!isAt(from, place)) return isNegated;
  if (!(to.kind === "line" && to.line <= place.number) && !(to.kind === "last" && place.isLast)) active.set(command, place.number);
  return !isNegated;
}

function isAt(address: SedAddress, { line, number, isLast }: Place): boolean {
  switch (address.kind) {
    case "line":
      return address.line === number;
    case "last":
      return isLast;
    case "match":
      return line.search(address.regExp) >= 0;
  }
}

function substitute(line: string, { regExp, replacement, which, isGlobal }: Extract<SedAction, { kind: "substitute" }>): string | undefined {
  let found = 0;
  let isChanged = false;
  const result = line.replace(regExp, (...match: unknown[]) => {
    found += 1;
    if (found < which || (found > which && !isGlobal)) return String(match[0]);
    isChanged = true;
    return replacement.replace(/\\([\s\S])|&/g, (whole, escaped: string | undefined) => {
      if (whole === "&") return String(match[0]);
      if (/\d/.test(escaped ?? "")) {
        const group = match[Number(escaped)];
        return typeof group === "string" && Number(escaped) <= match.length - 3 ? group : "";
      }
      return { n: "\n", t: "\t", r: "\r" }[escaped ?? ""] ?? escaped ?? "";
    });
  });
  return isChanged ? result : undefined;
}
