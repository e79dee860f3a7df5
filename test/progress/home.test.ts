import { homedir } from "node:os";
import { describe, expect, it } from "vitest";
import { homeFolder } from "../../src/progress/home.ts";

describe("the state folder", () => {
  it("is SVCLAB_HOME where that is set, made absolute", () => {
    expect(homeFolder({ environment: { SVCLAB_HOME: "state", XDG_DATA_HOME: "/xdg" }, platform: "linux" })).toBe(`${process.cwd()}/state`);
  });

  it.each([
    ["linux", { XDG_DATA_HOME: "/xdg" }, "/xdg/svclab"],
    ["linux", { SVCLAB_HOME: "" }, `${homedir()}/.local/share/svclab`],
    ["darwin", {}, `${homedir()}/Library/Application Support/svclab`],
  ] as const)("is the data folder of the platform otherwise (%s, %o)", (platform, environment, folder) => {
    expect(homeFolder({ environment, platform })).toBe(folder);
  });
});
