import { afterEach, beforeEach, expect, test } from "vitest";
import { LinearPattern } from "../../../src/practice/images/machine/linear-pattern.ts";
import { createPods, type Pod, type Pods } from "./pods.ts";

let pods: Pods;
let pod: Pod;

beforeEach(() => {
  pods = createPods();
  pod = pods.start("busybox", { command: ["sleep", "600"] });
});

afterEach(() => pods.stopAll());

/** Each would take a backtracking search longer than the age of the universe. */
const LONG = `${"a".repeat(60)}!`;

test.each([
  ["grep -E", `echo ${LONG} | grep -E '^(a+)+$'`, 1, ""],
  ["sed", `echo ${LONG} | sed -E 's/^(a+)+$/x/'`, 0, `${LONG}\n`],
  ["awk", `echo ${LONG} | awk '/^(a+)+$/ { print "x" }'`, 0, ""],
  ["a shell pattern", `case ${LONG} in ${"*a".repeat(30)}*b) echo x;; *) echo none;; esac`, 0, "none\n"],
])("%s is done with the text soon, whatever the pattern", async (_name, script, code, stdout) => {
  expect(await pod.sh(script)).toEqual({ code, stdout, stderr: "" });
});

test("a pattern with a back reference works, and is given up when it takes too long", async () => {
  expect(await pod.sh("echo abab | grep -E '^(ab)\\1$'")).toMatchObject({ code: 0, stdout: "abab\n" });
  expect(await pod.sh(`echo ${LONG} | grep -E '^(a+)+\\1$'`)).toMatchObject({ code: 1, stderr: "grep: regular expression: takes too long\n" });
});

test("String's methods find what they find with a RegExp", () => {
  const text = "one, two,, three";
  for (const [source, flags] of [
    [", *", "g"],
    ["(t)(x)?(.)", "gsu"],
    ["[^]", "g"],
    ["", "g"],
    ["nothing", "g"],
    ["^o|e$", "gi"],
  ] as const) {
    const [own, linear] = [new RegExp(source, flags), new LinearPattern(source, flags)];
    expect([source, text.match(linear), text.search(linear), text.split(linear)]).toEqual([source, text.match(own), text.search(own), text.split(own)]);
    expect(text.replace(linear, (...match) => JSON.stringify(match))).toBe(text.replace(own, (...match) => JSON.stringify(match)));
    expect([...text.matchAll(linear)].map((match) => [match.index, ...match])).toEqual([...text.matchAll(own)].map((match) => [match.index, ...match]));
  }
});
