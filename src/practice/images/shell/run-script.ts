import { nested } from "./limits.ts";
import { parse } from "./parser.ts";
import { runNode } from "./run-node.ts";
import { errorText, ShellFailure, type ShellState, type Streams } from "./shell-state.ts";
import { type Node, ShellSyntaxError } from "./syntax.ts";

/** Parses and runs a text. A mistake in it is told and throws ShellFailure. */
export async function runScript(text: string, state: ShellState, streams: Streams): Promise<number> {
  const node = await parsed(text, state, streams);
  return await nested("calls", state, streams, () => runNode(node, state, streams));
}

export async function parsed(text: string, state: ShellState, streams: Streams): Promise<Node> {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof ShellSyntaxError)) throw error;
    await streams.stderr.write(errorText(state, error.line, syntaxText(state, error)));
    throw new ShellFailure(2);
  }
}

export function syntaxText(state: ShellState, error: ShellSyntaxError): string {
  if (state.flavour !== "dash") return `syntax error: ${error.message}`;
  return `Syntax error: ${error.message.replace(/^unexpected (.*?)( \(|$)/, "$1 unexpected$2")}`;
}
