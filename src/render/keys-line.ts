import type { LocalizedText } from "../../grader/model.ts";
import { drawable } from "./ascii.ts";
import { columnsOf, indented } from "./layout.ts";
import type { Look } from "./look.ts";

/** `watching the cluster · c check now · …`, broken between keys where it is too long. The one obvious thing to do stands first and is not faint. */
export function renderKeys(keys: readonly LocalizedText[], look: Look, first?: LocalizedText): string {
  const lines: string[][] = [];
  const all = [...(first === undefined ? [] : [first]), ...keys].map((text) => drawable(text[look.language], look));
  const between = ` ${look.signs.dot} `;
  for (const key of all) {
    const last = lines.at(-1);
    if (last !== undefined && columnsOf([...last, key].join(between)) <= look.columns - 4) last.push(key);
    else lines.push([key]);
  }
  const painted = lines.map((line, at) => {
    if (first === undefined || at > 0) return look.paint("faint", line.join(between));
    const [lead = "", ...rest] = line;
    return look.paint("strong", lead) + (rest.length === 0 ? "" : look.paint("faint", between + rest.join(between)));
  });
  return indented(painted.join("\n"), 2);
}
