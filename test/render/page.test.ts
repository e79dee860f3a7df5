import { describe, expect, it } from "vitest";
import { isWhole, layOutPage, type Page, rowsOf } from "../../src/render/page.ts";
import { seenThrough } from "../../src/render/scroll.ts";

const page: Page = {
  name: "step",
  head: "title",
  parts: [
    { name: "text", text: "a\nb\nc" },
    { name: "task", text: "do\nthis\nand that", folded: "do" },
    { name: "none", text: "" },
    { name: "checks", text: "one\ntwo" },
  ],
  folds: ["text", "task"],
  focus: "checks",
  foot: "keys",
};
const columns = 20;

describe("a page in a window", () => {
  it("stands whole where there is room", () => {
    const layout = layOutPage(page, { columns, rows: 24 });
    expect(layout.body).toEqual(["a", "b", "c", "", "do", "this", "and that", "", "one", "two"]);
    expect(layout.body[layout.focusAt]).toBe("one");
    expect(isWhole(layout, { columns, rows: 24 })).toBe(true);
  });

  it("gives way part by part, in order, and no more than it must", () => {
    expect(layOutPage(page, { columns, rows: 13 }).folded).toEqual(["text"]);
    const low = layOutPage(page, { columns, rows: 7 });
    expect(low).toMatchObject({ folded: ["text", "task"], body: ["do", "", "one", "two"], head: [] });
    expect(isWhole(low, { columns, rows: 7 })).toBe(false);
  });

  it("counts the rows of a line that the terminal breaks, Hangul as two columns", () => {
    expect(rowsOf(["", "가나다라마바", "0123456789"], 10)).toBe(4);
  });

  it("never leaves the body without a row", () => {
    expect(layOutPage(page, { columns, rows: 1 }).room).toBe(1);
  });
});

describe("scrolling", () => {
  const body = ["1", "2", "3", "4", "5", "6"];

  it("keeps a row for saying what is above and below", () => {
    expect(seenThrough(body, { top: 1, columns, room: 4 })).toEqual({ lines: ["2", "3"], above: 1, below: 3, top: 1 });
  });

  it.each([2, 3, 4, 5, 6])("never takes more rows than there are (%i), and comes to the last line", (room) => {
    for (let top = 0; top < 9; top += 1) {
      const { lines, above, below } = seenThrough(body, { top, columns, room });
      expect(above + lines.length + below).toBe(6);
      if (room > 2) expect(lines.length + (above > 0 ? 1 : 0) + (below > 0 ? 1 : 0)).toBeLessThanOrEqual(room);
    }
    expect(seenThrough(body, { top: 99, columns, room }).lines.at(-1)).toBe("6");
  });
});
