import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { commandLine, fixText } from "../../src/render/command-line.ts";

describe("a command that can be pasted", () => {
  it.each([
    [
      ["kubectl", "patch", "svc", "redis", "--type=merge", "-p", '{"spec":{"selector":{"tier":"db"}}}'],
      `kubectl patch svc redis --type=merge -p '{"spec":{"selector":{"tier":"db"}}}'`,
    ],
    [["echo", "it's", "", "a b"], `echo 'it'\\''s' '' 'a b'`],
    [["kubectl", "get", "svc", "-o", "jsonpath={.spec.clusterIP}"], `kubectl get svc -o 'jsonpath={.spec.clusterIP}'`],
  ])("quotes only what a shell would read otherwise: %o", (argv, line) => {
    expect(commandLine(argv)).toBe(line);
  });

  it("comes out of a real shell as the words it went in", () => {
    const words = ["a b", "it's", '"', "$HOME", "`x`", "*", "\\", "--flag=a b", "line\nline", "한글", ""];
    const said = execFileSync("/bin/sh", ["-c", `for word in ${commandLine(words)}; do printf '%s|' "$word"; done`], { encoding: "utf8" });
    expect(said).toBe(words.map((word) => `${word}|`).join(""));
  });

  it("gives a shell what the fix reads on stdin", () => {
    const text = fixText({ command: ["cat", "-"], stdin: "kind: Service\nname: $x\n" });
    expect(execFileSync("/bin/sh", ["-c", text], { encoding: "utf8" })).toBe("kind: Service\nname: $x\n");
  });
});
