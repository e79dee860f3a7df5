import { errorText, ShellExit, type ShellState, type Streams } from "./shell-state.ts";

/** As a kernel's limits would have it: what runs away ends alone, and not the whole process. */
const MOST = { calls: 1000, forks: 256 };
const REFUSALS = { calls: "Maximum function recursion depth (1000) reached", forks: "can't fork: Resource temporarily unavailable" };

export async function nested(kind: "calls" | "forks", state: ShellState, streams: Streams, run: () => Promise<number>): Promise<number> {
  if (state.nesting[kind] >= MOST[kind]) {
    await streams.stderr.write(errorText(state, 1, REFUSALS[kind]));
    throw new ShellExit(2);
  }
  state.nesting[kind] += 1;
  try {
    return await run();
  } finally {
    state.nesting[kind] -= 1;
  }
}
