/** Work shown as a live list. The only door to listr2; it is loaded when first needed. */
import type { TaskRunner } from "../commands/ports.ts";

/** listr2 leaves Ctrl-C alone: who started the work ends it through its signal. */
export function createTaskRunner({ colour }: { readonly colour: boolean }): TaskRunner {
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
      await list.run();
    },
  };
}
