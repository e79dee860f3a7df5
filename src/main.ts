#!/usr/bin/env node
/** The composition root: the real world in, the exit code out. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { listenForInterrupts } from "./cli/compose/interrupts.ts";
import { createLiveLook } from "./cli/compose/live-look.ts";
import { createOutput } from "./cli/compose/output.ts";
import { composePorts } from "./cli/compose/ports.ts";
import { type Failure, failureOf } from "./cli/failure.ts";
import { languageAskedFor, parseArguments } from "./cli/parse.ts";
import { chooseLook } from "./render/look.ts";
import { asTyped } from "./render/program-name.ts";
import { renderTold } from "./render/told.ts";

/** The package's folder: beside src while developing, beside dist when installed. */
const root = fileURLToPath(new URL("..", import.meta.url));
/** Written by the build. */
const preparedLabs = fileURLToPath(new URL("labs.json", import.meta.url));

async function main(argv: readonly string[]): Promise<number> {
  const output = createOutput(process.stdout, process.stderr);
  const isTerminal = process.stdout.isTTY === true;
  const surroundings = () => ({ environment: process.env, isTerminal, columns: process.stdout.columns, platform: process.platform });
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  const { language, columns } = chooseLook({ language: languageAskedFor(argv), colour: false }, surroundings());
  const tell = (text: string): void => {
    const look = chooseLook({ language, colour: false }, surroundings());
    output.say(isTerminal ? renderTold(text, look) : asTyped(text, look));
  };
  const invocation = parseArguments(argv, { language, columns, version });
  if (invocation.status === "misused") {
    tell(invocation.text);
    return 2;
  }
  if (invocation.status === "answered") {
    output.print(invocation.text.trimEnd());
    return 0;
  }
  const { flags, request } = invocation;
  const look = createLiveLook({ language: flags.language, colour: flags.colour && !flags.json }, surroundings);
  const interrupts = listenForInterrupts(process);
  const failed = (error: unknown): Failure => failureOf(error, { language: look.now().language, interrupted: interrupts.signal.aborted, version, argv });
  try {
    const ports = composePorts({ root, preparedLabs, output, look, plain: flags.plain, bell: flags.bell, interrupts, process, wantsTerminal: !flags.json });
    const { dispatch } = await import("./cli/dispatch.ts");
    const code = await dispatch(request, flags, ports);
    if (!interrupts.signal.aborted) return code;
    tell(failed(undefined).text);
    return 130;
  } catch (error) {
    const failure = failed(error);
    tell(failure.text);
    if (flags.json) output.print(JSON.stringify({ formatVersion: 1, error: { code: failure.code, message: failure.text } }, undefined, 2));
    return failure.exitCode;
  }
}

process.exitCode = await main(process.argv.slice(2));
