import { screens } from "../i18n/screens.ts";
import { renderLabList } from "../render/lab-list.ts";
import { asTyped } from "../render/program-name.ts";
import { renderTitle } from "../render/title.ts";
import type { ExitCode, Ports } from "./ports.ts";
import { standing } from "./standing.ts";

/** Labs and progress; reads no cluster. */
export async function list(
  { output, look, shelf, progress }: Pick<Ports, "output" | "look" | "shelf" | "progress">,
  { json }: { readonly json: boolean },
): Promise<ExitCode> {
  const known = await progress.read();
  const rows = standing(await shelf.labs(), known);
  if (json) {
    const labs = rows.map(({ lab, earned, possible }) => ({
      lab: lab.name,
      id: lab.id,
      number: lab.number,
      title: lab.title,
      earned: earned ?? 0,
      possible,
      begun: earned !== undefined,
      steps: lab.steps.map(({ id }) => id),
    }));
    output.print(JSON.stringify({ formatVersion: 1, cluster: known.cluster ?? null, labs }, undefined, 2));
    return 0;
  }
  const next = rows.find((row) => row.next);
  output.print(`${renderTitle(look)}\n\n${renderLabList(rows, look)}`);
  if (next !== undefined) output.print(`\n  ${asTyped(screens.nextCommand(`svclab start ${next.lab.name}`)[look.language], look)}`);
  return 0;
}
