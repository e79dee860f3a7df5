import { type Input, nowhere, type Output } from "../machine/byte-stream.ts";
import { FileError, type Files, resolvePath } from "../machine/files.ts";
import { Pipe } from "../machine/pipe.ts";
import { type Expansion, expandText } from "./expand.ts";
import { errorText, type Flavour, ShellFailure, type Streams } from "./shell-state.ts";
import type { Redirection } from "./syntax.ts";

/** The streams after redirections. A file that can't be opened is told and throws ShellFailure. */
export async function redirect(redirections: readonly Redirection[], context: Expansion): Promise<Streams> {
  let streams = context.streams;
  for (const { fd, operator, target } of redirections) {
    const text = await expandText(target, context);
    switch (operator) {
      case "<<":
        streams = { ...streams, stdin: textInput(text) };
        break;
      case "<<<":
        streams = { ...streams, stdin: textInput(`${text}\n`) };
        break;
      case "<":
      case "<>":
        streams = { ...streams, stdin: await opened(context, text, "open", () => inputFrom(context, text)) };
        break;
      case "<&":
        break;
      case ">&":
        streams = withOutput(streams, fd ?? 1, text === "2" ? streams.stderr : text === "1" ? streams.stdout : nowhere);
        break;
      default:
        streams = withOutput(streams, fd ?? 1, await opened(context, text, "create", () => outputInto(context, text, operator === ">>")));
    }
  }
  return streams;
}

function withOutput(streams: Streams, fd: number, output: Output): Streams {
  if (fd === 1) return { ...streams, stdout: output };
  return fd === 2 ? { ...streams, stderr: output } : streams;
}

function inputFrom({ state, streams }: Expansion, name: string): Input {
  const path = resolvePath(state.cwd, name);
  if (path === "/dev/tty" && state.process.terminal) return state.process.terminal.input;
  if (path === "/dev/stdin") return streams.stdin;
  return bytesInput(state.process.machine.files.read(path));
}

function outputInto({ state, streams }: Expansion, name: string, appends: boolean): Output {
  const { files } = state.process.machine;
  const path = resolvePath(state.cwd, name);
  if (path === "/dev/stdout") return streams.stdout;
  if (path === "/dev/stderr") return streams.stderr;
  if (path === "/dev/tty" && state.process.terminal) return state.process.terminal.output;
  return fileOutput(files, path, appends);
}

function fileOutput(files: Files, path: string, appends: boolean): Output {
  files.write(path, Buffer.alloc(0), appends ? "append" : "replace");
  return { isTerminal: false, write: async (bytes) => files.write(path, Buffer.from(bytes as string), "append") };
}

async function opened<Stream>({ state, streams, line }: Expansion, name: string, verb: "open" | "create", open: () => Stream): Promise<Stream> {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    await streams.stderr.write(errorText(state, line, textOf(state.flavour, verb, name, error)));
    throw new ShellFailure(state.flavour === "dash" ? 2 : 1);
  }
}

function textOf(flavour: Flavour, verb: "open" | "create", name: string, error: FileError): string {
  if (flavour === "bash") return `${name}: ${error.message}`;
  const missing = { ash: { open: "no such file", create: "nonexistent directory" }, dash: { open: "No such file", create: "Directory nonexistent" } };
  const why = error.code === "ENOENT" ? missing[flavour][verb] : error.message;
  return flavour === "ash" ? `can't ${verb} ${name}: ${why}` : `cannot ${verb} ${name}: ${why}`;
}

function textInput(text: string): Input {
  return bytesInput(Buffer.from(text));
}

function bytesInput(bytes: Buffer): Input {
  const pipe = new Pipe();
  if (bytes.length > 0) pipe.unread(bytes);
  pipe.end();
  return pipe;
}
