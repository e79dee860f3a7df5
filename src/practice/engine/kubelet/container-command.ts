/** Running a command beside the process of a container: what an exec probe and an exec hook do. */
import { Writable } from "node:stream";
import type { Container } from "../../container.ts";

type Ended = Awaited<ReturnType<Container["exec"]>["done"]>;

export interface CommandRun {
  readonly done: Ended;
  /** stdout and stderr as they came, in one. */
  readonly output: string;
}

/** Killed when the signal aborts. */
export async function runCommand(container: Container, command: readonly string[], signal: AbortSignal): Promise<CommandRun> {
  let output = "";
  const sink = (): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        output += chunk.toString();
        done();
      },
    });
  const running = container.exec({ command, tty: false, stdout: sink(), stderr: sink() });
  const kill = (): void => running.kill();
  signal.addEventListener("abort", kill, { once: true });
  const done = await running.done;
  signal.removeEventListener("abort", kill);
  return { done, output };
}
