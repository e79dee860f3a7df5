/** Work shown as a live list. The only door to listr2; it is loaded when first needed. */
import type { WriteStream } from "node:tty";
import type { TaskRunner } from "../commands/ports.ts";
import type { Suspension } from "./suspension.ts";

export interface TaskRunnerOptions {
  readonly colour: boolean;
  readonly output: WriteStream;
  readonly suspension: Suspension;
}

/** listr2 leaves Ctrl-C alone: who started the work ends it through its signal. */
export function createTaskRunner({ colour, output, suspension }: TaskRunnerOptions): TaskRunner {
  return {
    async run(tasks) {
      const { Listr } = await import("listr2");
      const list = new Listr(
        tasks.map(({ title, run }) => ({
          title,
          task: async (_context: unknown, task: { output: string }) => {
            await run((text) => {
              task.output = text;
            });
          },
        })),
        {
          concurrent: false,
          exitOnError: true,
          registerSignalListeners: false,
          renderer: "default",
          rendererOptions: { clearOutput: false, showErrorMessage: false, collapseErrors: true, ...(colour ? {} : { color: {} }) },
          collectErrors: false,
        },
      );
      // The list hides the cursor; it draws itself again in any case.
      const forget = suspension.onStop(() => {
        output.write("\u001b[?25h");
        void suspension.suspend().then(() => output.write("\u001b[?25l"));
      });
      try {
        await list.run();
      } finally {
        forget();
      }
    },
  };
}
