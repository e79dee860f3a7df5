import { describe, expect, it } from "vitest";
import { createKeyReader, keysIn, keysOfLine } from "../../src/ui/keys.ts";

describe("keys", () => {
  it("are known by character or by name", () => {
    expect(keysIn("c\r\u0003\u001b[A\u001bOB h가\u001b")).toEqual(["c", "enter", "ctrl-c", "up", "down", "space", "h", "가", "escape"]);
  });

  it("leave out what no page knows: function keys, a paste's brackets", () => {
    expect(keysIn("\u001b[15~\u001b[200~q")).toEqual(["q"]);
  });

  it("are none where they were pasted, though the paste comes in parts", () => {
    const read = createKeyReader();
    expect(read("h\u001b[200~kubectl apply -f ")).toEqual(["h", "paste"]);
    expect(read("x.yml\nq\u001b[")).toEqual([]);
    expect(read("2")).toEqual([]);
    expect(read("01~c")).toEqual(["c"]);
    expect(read("\u001b")).toEqual(["escape"]);
    expect(read("\u001b[200~never ended")).toEqual(["paste"]);
    expect(read("\u0003")).toEqual(["ctrl-c"]);
  });

  it("are letters of a whole line, or Enter alone, where the terminal gives lines", () => {
    expect([keysOfLine("h\n"), keysOfLine("\n"), keysOfLine(" c \r\n\r\n")]).toEqual([["h"], ["enter"], ["c", "enter"]]);
  });
});
