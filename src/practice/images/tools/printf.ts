import type { Process, Program } from "../machine/process.ts";
import { readEscapes } from "./escapes.ts";
import { createBreather, fail } from "./tool.ts";

const DIRECTIVE = /%([-0+ #]*)(\*|\d+)?(?:\.(\*|\d+)?)?([a-zA-Z%])/y;
/** As wide as a field may be. */
const WIDEST = 4096;

export const printf: Program = async (process) => {
  const [format, ...args] = process.argv.slice(1).filter((word, index) => !(index === 0 && word === "--"));
  if (format === undefined) return await fail(process, "printf: usage: printf FORMAT [ARG]...");
  const rest = createBreather(process);
  let left: readonly string[] = args;
  let status = 0;
  do {
    await rest();
    const round = formatOnce(format, left);
    await process.stdout.write(round.bytes);
    for (const text of round.troubles) status = await fail(process, `printf: ${text}`);
    if (round.isCut || round.rest.length === left.length) break;
    left = round.rest;
  } while (left.length > 0);
  return status;
};

/** echo writes its words; -n without a newline, -e with escapes. */
export const echo: Program = async (process: Process) => {
  const words = process.argv.slice(1);
  const flags = words.findIndex((word) => !/^-[neE]+$/.test(word));
  const letters = words.slice(0, flags < 0 ? words.length : flags).join("");
  const text = words.slice(flags < 0 ? words.length : flags).join(" ");
  const isEscaped = letters.lastIndexOf("e") > letters.lastIndexOf("E");
  const { bytes, isCut } = isEscaped ? readEscapes(text, "after zero") : { bytes: Buffer.from(text), isCut: false };
  await process.stdout.write(letters.includes("n") || isCut ? bytes : Buffer.concat([bytes, Buffer.from("\n")]));
  return 0;
};

interface Round {
  readonly bytes: Buffer;
  readonly rest: readonly string[];
  readonly isCut: boolean;
  readonly troubles: readonly string[];
}

function formatOnce(format: string, args: readonly string[]): Round {
  const parts: Buffer[] = [];
  const left = [...args];
  const troubles: string[] = [];
  const end = (isCut: boolean): Round => ({ bytes: Buffer.concat(parts), rest: left, isCut, troubles });
  for (let at = 0; at < format.length; ) {
    const percent = format.indexOf("%", at);
    const plain = readEscapes(format.slice(at, percent < 0 ? format.length : percent), "anywhere");
    parts.push(plain.bytes);
    if (plain.isCut) return end(true);
    if (percent < 0) break;
    DIRECTIVE.lastIndex = percent;
    const found = DIRECTIVE.exec(format);
    if (found === null) {
      troubles.push(`${format.slice(percent)}: invalid format`);
      return end(true);
    }
    at = DIRECTIVE.lastIndex;
    const [, flags = "", wide, precise, letter = ""] = found;
    if (letter === "%") {
      parts.push(Buffer.from("%"));
      continue;
    }
    const width = Number((wide === "*" ? left.shift() : wide) ?? 0) || 0;
    const precision = precise === undefined ? (found[0].includes(".") ? 0 : undefined) : Number((precise === "*" ? left.shift() : precise) ?? 0) || 0;
    if (letter === "b") {
      const { bytes, isCut } = readEscapes(left.shift() ?? "", "after zero");
      parts.push(bytes);
      if (isCut) return end(true);
      continue;
    }
    const value = convert(letter, left.shift(), precision === undefined ? undefined : Math.min(precision, 100));
    if (value.trouble !== undefined) troubles.push(value.trouble);
    if (value.kind === "unknown") return end(true);
    parts.push(
      Buffer.from(pad(value.text, { flags: width < 0 ? `${flags}-` : flags, width: Math.min(Math.abs(width), WIDEST), isNumber: value.kind === "number" })),
    );
  }
  return end(false);
}

type Converted = { readonly kind: "text" | "number" | "unknown"; readonly text: string; readonly trouble?: string };

function convert(letter: string, given: string | undefined, precision: number | undefined): Converted {
  if (letter === "s") return { kind: "text", text: precision === undefined ? (given ?? "") : (given ?? "").slice(0, precision) };
  if (letter === "c") return { kind: "text", text: [...(given ?? "")][0] ?? "" };
  if (!/[diuoxXfFeEgG]/.test(letter)) return { kind: "unknown", text: "", trouble: `%${letter}: invalid format` };
  const quoted = /^["'](.)/su.exec(given ?? "");
  const number = quoted ? (quoted[1]?.codePointAt(0) ?? 0) : /^0[0-7]+$/.test(given ?? "") ? Number.parseInt(given ?? "", 8) : Number(given ?? 0);
  const isWhole = /[diuoxX]/.test(letter);
  const isValid = given === undefined || (given.trim() !== "" && Number.isFinite(number) && (!isWhole || Number.isInteger(number)));
  const value = isValid ? number : 0;
  const text = isWhole ? wholeText(letter, value).padStart(precision ?? 0, "0") : fractionText(letter, value, precision ?? 6);
  return { kind: "number", text, ...(isValid ? {} : { trouble: `invalid number '${given}'` }) };
}

function wholeText(letter: string, value: number): string {
  const unsigned = value < 0 && letter !== "d" && letter !== "i" ? BigInt.asUintN(64, BigInt(value)) : BigInt(value);
  const text = unsigned.toString(letter === "o" ? 8 : /[xX]/.test(letter) ? 16 : 10);
  return letter === "X" ? text.toUpperCase() : text;
}

function fractionText(letter: string, value: number, precision: number): string {
  if (/[fF]/.test(letter)) return value.toFixed(precision);
  if (/[eE]/.test(letter)) return value.toExponential(precision).replace(/e([+-])(\d)$/, `${letter}$10$2`);
  return String(Number(value.toPrecision(precision || 1)));
}

function pad(text: string, { flags, width, isNumber }: { readonly flags: string; readonly width: number; readonly isNumber: boolean }): string {
  const sign = isNumber && !text.startsWith("-") ? (flags.includes("+") ? "+" : flags.includes(" ") ? " " : "") : "";
  const signed = sign + text;
  if (flags.includes("-")) return signed.padEnd(width);
  if (!flags.includes("0") || !isNumber) return signed.padStart(width);
  const [, before = "", digits = ""] = /^([+ -]?)(.*)$/s.exec(signed) ?? [];
  return before + digits.padStart(width - before.length, "0");
}
