import { describe, expect, it } from "vitest";
import { renderTold } from "../../src/render/told.ts";

const narrow = (text: string): readonly string[] => renderTold(text, { columns: 30 }).split("\n");

describe("what is told", () => {
  it("is left as it is where it fits", () => {
    expect(narrow("It is up.\n  twice")).toEqual(["It is up.", "  twice"]);
  });

  it("is broken between words, a Hangul syllable being two columns wide", () => {
    expect(narrow("The practice cluster is empty again.")).toEqual(["The practice cluster is empty", "again."]);
    expect(narrow("연습용 클러스터를 비운 상태로 되돌립니다")).toEqual(["연습용 클러스터를 비운 상태로", "되돌립니다"]);
  });

  it("keeps the margin of a line", () => {
    expect(narrow("  - one reason that is longer than a line")).toEqual(["  - one reason that is longer", "  than a line"]);
  });

  it("keeps a command at the end of a line whole", () => {
    expect(narrow("To bring it up again: svclab cluster up --yes")).toEqual(["To bring it up again:", "svclab cluster up --yes"]);
    expect(narrow("Another cluster: svclab start clusterip --cluster practice")).toEqual(["Another cluster:", "svclab start clusterip --cluster practice"]);
  });

  it("takes a sentence that begins like a command for a sentence, and a command alone for a command", () => {
    expect(narrow("svclab stops only its own practice cluster.")).toEqual(["svclab stops only its own", "practice cluster."]);
    expect(narrow("export NO_PROXY=127.0.0.0/8,192.168.0.0/16")).toEqual(["export NO_PROXY=127.0.0.0/8,192.168.0.0/16"]);
    expect(narrow("Another name: --namespace NAME. Nothing was changed.")).toEqual(["Another name: --namespace", "NAME. Nothing was changed."]);
  });

  it("breaks no path", () => {
    expect(narrow("It can't be read: /home/learner/.local/share/svclab/progress.json (EACCES)")).toEqual([
      "It can't be read:",
      "/home/learner/.local/share/svclab/progress.json",
      "(EACCES)",
    ]);
  });
});
