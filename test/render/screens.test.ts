import { describe, expect, it } from "vitest";
import { renderHint } from "../../src/commands/hint.ts";
import { markedStates } from "../../src/render/check-state.ts";
import { renderChecks } from "../../src/render/checks-block.ts";
import { renderCompactReport } from "../../src/render/compact-report.ts";
import { renderEndPage } from "../../src/render/end-page.ts";
import { renderLabList } from "../../src/render/lab-list.ts";
import { columnsOf } from "../../src/render/layout.ts";
import type { Look } from "../../src/render/look.ts";
import type { Page } from "../../src/render/page.ts";
import { renderScreenful } from "../../src/render/screenful.ts";
import { asciiSigns } from "../../src/render/signs.ts";
import { renderStep } from "../../src/render/step-screen.ts";
import { renderVerifyTable } from "../../src/render/verify-table.ts";
import { renderWalkPage, type WalkPage } from "../../src/render/walk-page.ts";
import { asking, done, doubtful, given, lab, looks, mistaken, notBegun, seen, step, wired } from "./fixtures.ts";
import { helpingScenes } from "./scenes/helping.ts";
import { pickingScenes } from "./scenes/picking.ts";
import { troubleScenes } from "./scenes/troubles.ts";

const rows = [
  { lab, earned: 9, possible: 9, next: false },
  { lab: { ...lab, number: 2, name: "counter" }, earned: 4, possible: 9, next: true },
  { lab: { ...lab, number: 3, name: "echo" }, earned: undefined, possible: 9, next: false },
];
const folder = "~/svclab/01-clusterip";

const walk: WalkPage = {
  lab,
  step,
  folder,
  view: "work",
  sight: { report: notBegun, observation: seen() },
  known: [],
  untried: [],
  told: false,
  heldAlready: false,
  hint: "",
  solution: "",
  broken: undefined,
  splits: false,
};

/** As a window of 24 rows shows it. */
function low(page: (look: Look) => Page): (look: Look) => string {
  return (look) => renderScreenful(page(look), { columns: look.columns, rows: 24 }, 0, look).lines.join("\n");
}

function high(page: (look: Look) => Page): (look: Look) => string {
  return (look) => renderScreenful(page(look), { columns: look.columns, rows: 1000 }, 0, look).lines.join("\n");
}

const working =
  (change: Partial<WalkPage> = {}) =>
  (look: Look) =>
    renderWalkPage({ ...walk, ...change }, look);
const mistake = working({ sight: { report: mistaken, observation: wired } });
const passed = working({ sight: { report: done, observation: wired } });
const hint = (look: Look) => renderHint({ place: { number: 1, of: 3 }, text: { ko: "하나", en: "one" } }, look);

const nine = { held: 9, all: 9 };
const allHeld = { right: nine, rejected: nine, cause: nine, fix: nine, mutants: { held: 0, all: 0 }, empty: { held: 1, all: 1 } };

const screens: Readonly<Record<string, (look: Look) => string | Promise<string>>> = {
  ...pickingScenes,
  ...helpingScenes,
  ...troubleScenes,
  list: (look) => renderLabList(rows, look),
  step: (look) => renderStep({ lab, step, folder }, look),
  text: low(working({ view: "text" })),
  marking: low(working({ sight: undefined })),
  working: high(working()),
  "working-low": low(working()),
  mistake: high(mistake),
  "mistake-low": low(mistake),
  untried: high(working({ sight: { report: given, observation: seen() }, untried: ["counter-redis-svc.yml"] })),
  "untried-asked": high(working({ sight: { report: given, observation: seen() }, untried: ["counter-redis-svc.yml"], told: true })),
  broken: high(working({ sight: { report: mistaken, observation: wired }, known: ["finds"], broken: step })),
  question: high(working({ sight: { report: asking, observation: wired } })),
  hinted: (look) => high(working({ hint: hint(look) }))(look),
  unknown: (look) => renderChecks({ checks: doubtful.checks, states: markedStates(doubtful.checks), cause: undefined }, look),
  passed: high(passed),
  "passed-low": low(passed),
  "held-already": high(working({ sight: { report: done, observation: wired }, heldAlready: true })),
  "end-full": high((look) =>
    renderEndPage({ lab, marks: { ready: 1, finds: 2, answers: 1, "cluster-ip": 1 }, broken: undefined, next: { ...lab, number: 2 } }, look),
  ),
  "end-open": high((look) => renderEndPage({ lab, marks: { ready: 1 }, broken: step, next: undefined }, look)),
  compact: (look) => renderCompactReport(mistaken, look),
  verify: (look) =>
    renderVerifyTable(
      [
        { lab: "clusterip", scores: { ...allHeld, mutants: { held: 70, all: 70 } }, faults: [] },
        {
          lab: "echo",
          scores: { ...allHeld, rejected: { held: 20, all: 21 }, cause: { held: 20, all: 21 }, fix: { held: 20, all: 21 } },
          faults: ["wrong/selector-typo: is given full marks"],
        },
      ],
      look,
    ),
};

describe.each(Object.entries(screens))("the screen %s", (name, render) => {
  it.each(looks)("looks as recorded (%s)", async (variant, look) => {
    await expect(`${await render(look)}\n`).toMatchFileSnapshot(`golden/${name}.${variant}.txt`);
  });

  it("says the same without colour", async () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are written so
    const bare = (text: string): string => text.replace(/\u001b\[\d+m/g, "");
    const of = async (variant: string): Promise<string> => render(looks.find(([key]) => key === variant)![1]);
    expect(bare(await of("ko-80-colour"))).toBe(await of("ko-80-plain"));
  });

  // A command is printed whole, so that it can be pasted; so is a line of the compact report, which a log keeps.
  it.skipIf(name === "compact").each(looks)("keeps within its columns, commands aside (%s)", async (_variant, look) => {
    const wide = (await render(look)).split("\n").filter((line) => columnsOf(line) > look.columns && !line.includes("kubectl ") && !line.includes(folder));
    expect(wide).toEqual([]);
  });

  it("draws nothing but ASCII in English where the terminal has no more", async () => {
    const [, look] = looks.find(([key]) => key === "en-80-plain")!;
    const text = (await render({ ...look, signs: asciiSigns })).replaceAll("──▶", "").replaceAll("한국어", "");
    expect(text).toMatch(/^[\n -~]*$/);
  });
});
