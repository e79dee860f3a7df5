import { describe, expect, it } from "vitest";
import { chooseLook } from "../../src/render/look.ts";
import { coloured, plain } from "../../src/render/paint.ts";
import { asciiSigns, unicodeSigns } from "../../src/render/signs.ts";

function look(
  environment: NodeJS.ProcessEnv,
  { isTerminal = true, colour = true, language = undefined as string | undefined, columns = 100 as number | undefined } = {},
) {
  return chooseLook(
    { language, colour },
    { environment: { LANG: "en_US.UTF-8", TERM: "xterm-256color", ...environment }, isTerminal, columns, platform: "linux" },
  );
}

describe("how things are rendered", () => {
  it.each([
    [{ LANG: "ko_KR.UTF-8" }, undefined, "ko"],
    [{ LANG: "en_US.UTF-8", LC_ALL: "ko_KR.UTF-8" }, undefined, "ko"],
    [{ LANG: "ko_KR.UTF-8", SVCLAB_LANG: "en" }, undefined, "en"],
    [{ LANG: "ko_KR.UTF-8", SVCLAB_LANG: "ko" }, "en", "en"],
    [{ LANG: "kok_IN" }, undefined, "en"],
    [{ LANG: "" }, undefined, "en"],
  ])("%o with --lang %s is %s", (environment, language, expected) => {
    expect(look(environment, { language }).language).toBe(expected);
  });

  it("is coloured only in a terminal that wants it", () => {
    expect(look({}).paint).toBe(coloured);
    expect(look({ NO_COLOR: "1" }).paint).toBe(plain);
    expect(look({ NO_COLOR: "" }).paint).toBe(coloured);
    expect(look({ TERM: "dumb" }).paint).toBe(plain);
    expect(look({}, { colour: false }).paint).toBe(plain);
    expect(look({}, { isTerminal: false }).paint).toBe(plain);
  });

  it("falls back to ASCII signs where the terminal can't draw others", () => {
    expect(look({}).signs).toBe(unicodeSigns);
    expect(look({ TERM: "linux" }).signs).toBe(asciiSigns);
    expect(look({ LANG: "C" }).signs).toBe(asciiSigns);
    expect(look({ LANG: "ko_KR.eucKR" }).signs).toBe(asciiSigns);
    expect(look({ LANG: "", TERM: "xterm" }, { isTerminal: false }).signs).toBe(unicodeSigns);
  });

  it("fills at most 80 columns and at least 40", () => {
    expect(
      [look({}, { columns: 200 }), look({}, { columns: 60 }), look({}, { columns: 20 }), look({}, { columns: undefined })].map(({ columns }) => columns),
    ).toEqual([80, 60, 40, 80]);
  });
});
