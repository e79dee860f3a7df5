/** Types lines into a real shell, one after another, as somebody at a keyboard does: each waits for what the line before has said. */
import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

export interface TypedLine {
  readonly line: string;
  /** undefined: the line was said to a program that gives none. */
  readonly code: number | undefined;
  /** What appeared: stdout and stderr as they came. */
  readonly said: string;
}

export interface Typist {
  type(line: string): Promise<TypedLine>;
  /** Ends the shell. */
  leave(): Promise<void>;
}

/** What redis says to a line typed into telnet. */
const replies: Readonly<Record<string, RegExp>> = {
  dbsize: /^:\d+/m,
  "KEYS *": /^\*\d+/m,
  "GET count": /^\$\d+\s+\d+/m,
  quit: /closed by foreign host/,
};

export function sitDown(place: { readonly folder: string; readonly env: NodeJS.ProcessEnv }): Typist {
  const shell = spawn("sh", [], { cwd: place.folder, env: place.env, stdio: ["pipe", "pipe", "pipe"] });
  let shown = "";
  for (const stream of [shell.stdout, shell.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      shown += text;
    });
  let lines = 0;
  let isTelnet = false;

  async function until(text: RegExp, from: number, again?: () => void): Promise<RegExpExecArray> {
    const deadline = Date.now() + 60_000;
    for (let turn = 1; ; turn++) {
      const found = text.exec(shown.slice(from));
      if (found !== null) return found;
      if (Date.now() > deadline || shell.exitCode !== null) throw new Error(`${text} never came:\n${shown.slice(from)}`);
      await delay(20);
      if (turn % 20 === 0) again?.();
    }
  }

  /** The exit code of the last line, asked of the shell that reads the keyboard now. */
  async function codeOf(from: number, repeat: boolean): Promise<RegExpExecArray> {
    lines += 1;
    const mark = `typed-${lines}`;
    const ask = (): void => void shell.stdin.write(`printf '\\n%s:%s\\n' "$?" ${mark}\n`);
    ask();
    return until(new RegExp(`\\n(\\d+):${mark}\\n`), from, repeat ? ask : undefined);
  }

  return {
    async type(line) {
      const from = shown.length;
      shell.stdin.write(`${line}\n`);
      if (line.startsWith("telnet ")) {
        isTelnet = true;
        await until(/Connected to /, from);
        return { line, code: undefined, said: shown.slice(from) };
      }
      if (isTelnet) {
        await until(replies[line] ?? /\n$/, from);
        isTelnet = line !== "quit";
        return { line, code: undefined, said: shown.slice(from) };
      }
      // The shell outside must not get what is meant for the one inside: kubectl says that it has no terminal, and then the keyboard is its own.
      if (line.startsWith("kubectl exec -it ")) await until(/TTY/, from);
      // What is typed while a shell in a container ends is lost with it.
      const found = await codeOf(from, line === "exit");
      return { line, code: Number(found[1]), said: shown.slice(from, from + found.index) };
    },
    async leave() {
      shell.stdin.end();
      const ended = shell.exitCode === null && shell.signalCode === null ? new Promise((resolve) => shell.once("close", resolve)) : undefined;
      await ended;
    },
  };
}
