/** The only door to other programs. They are started from argv arrays, never through a shell, and their failures are data. */
import { constants } from "node:os";
import { execa, type Options, type Result } from "execa";
import type { RunOptions, RunResult } from "../cluster/driver.ts";

export interface ProcessOptions extends RunOptions {
  /** Laid over the environment of this process; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a program to its end. Never rejects: 127 the program is missing, 126 it can't be started, 124 a time-out, 130 cancelled, 128 + n ended by signal n. */
export async function run(argv: readonly string[], options: ProcessOptions = {}): Promise<RunResult> {
  const [program, ...args] = argv;
  if (program === undefined) return { exitCode: 127, stdout: "", stderr: "no command was given" };
  const child = execa(program, args, {
    ...execaOptions(options),
    stripFinalNewline: false,
    ...(options.input === undefined ? { stdin: "ignore" } : { input: options.input }),
  });
  // Children of a program that was killed may hold its pipes open for ever.
  child.once("exit", () => {
    if (child.killed) setTimeout(() => [child.stdout, child.stderr].forEach((pipe) => void pipe?.destroy()), 300).unref();
  });
  const result = await child;
  return { exitCode: exitCodeOf(result), stdout: textOf(result.stdout), stderr: textOf(result.stderr) || startTroubleOf(result) };
}

/** A program that asks: each answer is written when its output ends in a question (": "), and after the last one its input ends. Otherwise as run. */
export async function converse(argv: readonly string[], answers: readonly string[], options: Omit<ProcessOptions, "input"> = {}): Promise<RunResult> {
  const [program, ...args] = argv;
  if (program === undefined) return { exitCode: 127, stdout: "", stderr: "no command was given" };
  const child = execa(program, args, { ...execaOptions(options), stripFinalNewline: false, stdin: "pipe" });
  const left = [...answers];
  // Whoever has ended before its input was read is known by its exit code.
  child.stdin.on("error", () => {});
  child.stdout.on("data", (chunk: Buffer) => {
    if (!chunk.toString().endsWith(": ")) return;
    const answer = left.shift();
    if (answer === undefined) child.stdin.end();
    else child.stdin.write(`${answer}\n`);
  });
  const result = await child;
  return { exitCode: exitCodeOf(result), stdout: textOf(result.stdout), stderr: textOf(result.stderr) || startTroubleOf(result) };
}

/** Runs a program on this terminal and answers its exit code, as run does. */
export async function runInteractive(argv: readonly string[], options: Omit<ProcessOptions, "input"> = {}): Promise<number> {
  const [program, ...args] = argv;
  if (program === undefined) return 127;
  // Ctrl-C belongs to the program in front; dying of it here would leave the terminal to nobody.
  const ignore = (): void => {};
  process.on("SIGINT", ignore);
  try {
    return exitCodeOf(await execa(program, args, { ...execaOptions(options), stdio: "inherit" }));
  } finally {
    process.off("SIGINT", ignore);
  }
}

export function execaOptions(options: Omit<ProcessOptions, "input">) {
  return {
    reject: false,
    windowsHide: true,
    forceKillAfterDelay: 2000,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
    ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
  } as const satisfies Options;
}

export function exitCodeOf(result: Pick<Result, "timedOut" | "isCanceled" | "exitCode" | "signal" | "code">): number {
  if (result.timedOut) return 124;
  if (result.isCanceled) return 130;
  if (result.exitCode !== undefined) return result.exitCode;
  if (result.signal !== undefined) return 128 + (constants.signals[result.signal] ?? 0);
  return result.code === "ENOENT" ? 127 : 126;
}

function startTroubleOf(result: Pick<Result, "exitCode"> & { readonly originalMessage?: string | undefined }): string {
  return result.exitCode === undefined ? (result.originalMessage ?? "") : "";
}

function textOf(output: unknown): string {
  return typeof output === "string" ? output : "";
}
