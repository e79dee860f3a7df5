/** What `$(...)` puts into a word. */
import { BrokenPipe } from "../machine/byte-stream.ts";
import { Pipe } from "../machine/pipe.ts";
import type { Expansion } from "./expand.ts";
import { runApart } from "./run-node.ts";
import { parsed } from "./run-script.ts";
import { errorText, ShellExit, ShellFailure, type ShellState, type Streams, subshell } from "./shell-state.ts";

const LONGEST_CAPTURE = 8 * 1024 * 1024;

export function expansion(state: ShellState, streams: Streams, line: number): Expansion {
  return { state, streams, line, capture: (script) => capture(script, state, streams) };
}

/** What a script prints. One that prints without end is stopped as by a closed pipe. */
async function capture(script: string, state: ShellState, streams: Streams): Promise<string> {
  const pipe = new Pipe();
  const inner = subshell(state);
  const run = async (): Promise<void> => {
    try {
      state.lastStatus = await runApart(await parsed(script, inner, streams), inner, { ...streams, stdout: pipe });
    } catch (error) {
      if (error instanceof ShellFailure) state.lastStatus = error.status;
      else if (!(error instanceof BrokenPipe)) throw error;
    } finally {
      pipe.end();
    }
  };
  const [text] = await Promise.all([readUpTo(LONGEST_CAPTURE, pipe, streams.signal), run()]);
  if (text !== undefined) return text;
  await streams.stderr.write(errorText(state, 1, "out of memory"));
  throw new ShellExit(2);
}

/** undefined: there was more, and its writer finds the pipe closed. */
async function readUpTo(most: number, pipe: Pipe, signal: AbortSignal): Promise<string | undefined> {
  const held: Buffer[] = [];
  let size = 0;
  for (let chunk = await pipe.read(signal); chunk !== undefined; chunk = await pipe.read(signal)) {
    held.push(chunk);
    size += chunk.length;
    if (size <= most) continue;
    pipe.breakOff();
    return undefined;
  }
  return Buffer.concat(held).toString();
}
