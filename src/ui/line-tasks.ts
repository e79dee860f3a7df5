/** Work told line by line. */
import type { TaskRunner } from "../commands/ports.ts";
import { screens } from "../i18n/screens.ts";
import type { Look } from "../render/look.ts";

export function createLineTasks({ write, look }: { readonly write: (text: string) => void; readonly look: () => Look }): TaskRunner {
  return {
    async run(tasks) {
      for (const { title, run } of tasks) {
        write(`  ${title}${look().signs.cut}\n`);
        await run((text) => write(`    ${text}\n`));
        write(`  ${look().signs.done} ${screens.taskDone(title)[look().language]}\n`);
      }
    },
  };
}
