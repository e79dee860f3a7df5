/** Runs the tree of a script. */
import { emptyInput } from "../machine/byte-stream.ts";
import { Pipe } from "../machine/pipe.ts";
import { expansion } from "./capture.ts";
import { expandPattern, expandText, expandWords } from "./expand.ts";
import { nested } from "./limits.ts";
import { patternToRegExp } from "./pattern.ts";
import { redirect } from "./redirect.ts";
import { runScript } from "./run-script.ts";
import { runSimple } from "./run-simple.ts";
import { Jump, ShellExit, ShellFailure, type ShellState, type Streams, subshell } from "./shell-state.ts";
import type { Node } from "./syntax.ts";

/** Commands that wait for nothing must leave time for the rest of the process. */
const STEPS_IN_A_TURN = 64;

/** Its exit status. Throws ShellExit, Jump, ShellFailure. */
export async function runNode(node: Node, state: ShellState, streams: Streams): Promise<number> {
  state.nesting.steps += 1;
  if (state.nesting.steps % STEPS_IN_A_TURN === 0) await yieldTurn(streams.signal);
  const status = await runKind(node, state, streams);
  state.lastStatus = status;
  if (state.traps.pending.length > 0) await runTraps(state, streams);
  return status;
}

/** Signals that came while a command ran. */
async function runTraps(state: ShellState, streams: Streams): Promise<void> {
  const { lastStatus } = state;
  for (let name = state.traps.pending.shift(); name !== undefined; name = state.traps.pending.shift())
    await runScript(state.traps.actions.get(name) ?? "", state, streams);
  state.lastStatus = lastStatus;
}

async function runKind(node: Node, state: ShellState, streams: Streams): Promise<number> {
  switch (node.kind) {
    case "list": {
      let status = state.lastStatus;
      for (const { node: item, background } of node.items) status = background ? startJob(item, state, streams) : await checked(item, state, streams);
      return node.items.length === 0 ? 0 : status;
    }
    case "and":
    case "or": {
      const status = await untested(node.left, state, streams);
      return (node.kind === "and") === (status === 0) ? await runNode(node.right, state, streams) : status;
    }
    case "pipeline":
      return await runPipeline(node, state, streams);
    case "function":
      state.functions.set(node.name, node.body);
      return 0;
    case "simple":
      return await runSimple(node, state, streams);
    default:
      return await runCompound(node, state, await redirect(node.redirections, expansion(state, streams, 1)));
  }
}

/** With `set -e` a status that nobody looks at ends the shell. */
async function checked(node: Node, state: ShellState, streams: Streams): Promise<number> {
  const status = await runNode(node, state, streams);
  const isLookedAt = node.kind === "and" || node.kind === "or" || (node.kind === "pipeline" && node.negated);
  if (status !== 0 && !isLookedAt && state.options.has("e")) throw new ShellExit(status);
  return status;
}

async function untested(node: Node, state: ShellState, streams: Streams): Promise<number> {
  const hadErrexit = state.options.delete("e");
  try {
    return await runNode(node, state, streams);
  } finally {
    if (hadErrexit) state.options.add("e");
  }
}

type Compound = Extract<Node, { readonly kind: "group" | "subshell" | "if" | "while" | "until" | "for" | "case" }>;

async function runCompound(node: Compound, state: ShellState, streams: Streams): Promise<number> {
  switch (node.kind) {
    case "group":
      return await runNode(node.body, state, streams);
    case "subshell":
      return await runApart(node.body, subshell(state), streams);
    case "if":
      for (const { test, body } of node.branches) {
        if ((await untested(test, state, streams)) === 0) return await runNode(body, state, streams);
      }
      return node.otherwise === undefined ? 0 : await runNode(node.otherwise, state, streams);
    case "while":
    case "until": {
      let status = 0;
      while (((await untested(node.test, state, streams)) === 0) === (node.kind === "while")) {
        const turn = await runTurn(node.body, state, streams);
        status = turn.status;
        if (turn.isOver) break;
        await yieldTurn(streams.signal);
      }
      return status;
    }
    case "for": {
      let status = 0;
      const words = node.words === undefined ? state.parameters : await expandWords(node.words, expansion(state, streams, 1));
      for (const word of words) {
        state.variables.set(node.name, word);
        const turn = await runTurn(node.body, state, streams);
        status = turn.status;
        if (turn.isOver) break;
      }
      return status;
    }
    case "case": {
      const context = expansion(state, streams, 1);
      const subject = await expandText(node.subject, context);
      for (const { patterns, body } of node.arms) {
        for (const pattern of patterns) if (patternToRegExp(await expandPattern(pattern, context)).test(subject)) return await runNode(body, state, streams);
      }
      return 0;
    }
  }
}

async function yieldTurn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

async function runTurn(body: Node, state: ShellState, streams: Streams): Promise<{ readonly status: number; readonly isOver: boolean }> {
  try {
    return { status: await runNode(body, state, streams), isOver: false };
  } catch (error) {
    if (!(error instanceof Jump) || error.kind === "return") throw error;
    error.count -= 1;
    if (error.count > 0) throw error;
    return { status: 0, isOver: error.kind === "break" };
  }
}

/** In a shell of its own: what ends it doesn't end this one. */
export async function runApart(node: Node, state: ShellState, streams: Streams): Promise<number> {
  try {
    return await nested("forks", state, streams, () => runNode(node, state, streams));
  } catch (error) {
    if (error instanceof ShellExit || error instanceof ShellFailure) return error.status;
    if (error instanceof Jump) return 0;
    throw error;
  }
}

function startJob(node: Node, state: ShellState, streams: Streams): number {
  const number = state.process.pid + state.jobs.size + 1;
  state.lastJob = number;
  state.jobs.set(
    number,
    runApart(node, subshell(state), { ...streams, stdin: emptyInput })
      .catch(() => 130)
      .finally(() => state.jobs.delete(number)),
  );
  return 0;
}

async function runPipeline(node: Extract<Node, { kind: "pipeline" }>, state: ShellState, streams: Streams): Promise<number> {
  const started = state.process.machine.clock.now();
  const status = node.stages.length === 1 ? await runNode(node.stages[0]!, state, streams) : await runStages(node.stages, state, streams);
  if (node.timed) {
    const seconds = (state.process.machine.clock.now() - started) / 1000;
    await streams.stderr.write(`real\t${Math.floor(seconds / 60)}m ${(seconds % 60).toFixed(2)}s\nuser\t0m 0.00s\nsys\t0m 0.00s\n`);
  }
  if (!node.negated) return status;
  return status === 0 ? 1 : 0;
}

async function runStages(stages: readonly Node[], state: ShellState, streams: Streams): Promise<number> {
  const pipes = stages.slice(1).map(() => new Pipe());
  const runs = stages.map(async (stage, index) => {
    const [input, output] = [pipes[index - 1], pipes[index]];
    try {
      return await runApart(stage, subshell(state), { ...streams, stdin: input ?? streams.stdin, stdout: output ?? streams.stdout });
    } finally {
      output?.end();
      input?.breakOff();
    }
  });
  const ended = await Promise.allSettled(runs);
  const last = ended.at(-1)!;
  if (streams.signal.aborted) throw streams.signal.reason as Error;
  return last.status === "fulfilled" ? last.value : 141;
}
