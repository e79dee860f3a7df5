/** A real terminal: a tmux server of its own, whose screen can be read and typed into. */
import { execFileSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

export const hasTmux = canRun("tmux", "-V");
if (!hasTmux) process.stdout.write("what a terminal shows is not tested: there is no tmux on this machine\n");

export interface Terminal {
  /** Named keys (Enter, C-c, Tab) or text. */
  press(...keys: readonly string[]): void;
  /** Text, letter by letter, then Enter. */
  type(text: string): void;
  screen(): string;
  /** Waits until the screen shows it; answers the screen. */
  until(text: string | RegExp): Promise<string>;
  resize(columns: number, rows: number): void;
  /** The process that runs in it. */
  pid(): number;
  end(): void;
}

let servers = 0;

/** Runs a command of /bin/sh in a terminal; it stays open for a while after the command has ended. */
export function openTerminal(command: string, { columns = 80, rows = 50 } = {}): Terminal {
  // A server that is just ending would take the next session with it: each terminal has a server of its own.
  servers += 1;
  const socket = `svclab-test-${process.pid}-${servers}`;
  const tmux = (...argv: readonly string[]): string => execFileSync("tmux", ["-L", socket, "-f", "/dev/null", ...argv], { encoding: "utf8" });
  tmux("-u", "new-session", "-d", "-x", String(columns), "-y", String(rows), "/bin/sh", "-c", `trap : INT; ${command}; echo exit code: $?; sleep 60`);
  const terminal: Terminal = {
    press: (...keys) => void tmux("send-keys", ...keys),
    type(text) {
      tmux("send-keys", "-l", text);
      tmux("send-keys", "Enter");
    },
    screen: () => tmux("capture-pane", "-p"),
    async until(text) {
      const deadline = Date.now() + 60_000;
      for (;;) {
        const now = terminal.screen();
        if (typeof text === "string" ? now.includes(text) : text.test(now)) return now;
        if (Date.now() > deadline) throw new Error(`the screen never showed ${text}:\n${now}`);
        await delay(50);
      }
    },
    resize: (wide, high) => void tmux("resize-window", "-x", String(wide), "-y", String(high)),
    pid: () => Number(tmux("display-message", "-p", "#{pane_pid}")),
    end() {
      if (canRun("tmux", "-L", socket, "has-session")) tmux("kill-server");
    },
  };
  return terminal;
}

function canRun(program: string, ...argv: readonly string[]): boolean {
  try {
    execFileSync(program, argv, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
