import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
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

  it.each(["", "     ", "\t"])("gives a shell what the fix reads on stdin, at whatever margin it is pasted: %o", (margin) => {
    const manifest = { kind: "ConfigMap", data: { config: "a: it's $x\nb: `y`\n" } };
    const text = fixText({ command: ["cat", "-"], stdin: stringify(manifest), afterwards: ["echo", "and done"] });
    const pasted = text.replaceAll(/^/gm, margin);
    const [said, last] = execFileSync("/bin/sh", ["-c", pasted], { encoding: "utf8" }).split(/(?<=\})(?=and)/);
    expect(JSON.parse(said ?? "")).toEqual(manifest);
    expect(last).toBe("and done\n");
    expect(text.split("\n")).toHaveLength(2);
  });

  it("puts several manifests into one List", () => {
    const said = execFileSync("/bin/sh", ["-c", fixText({ command: ["cat"], stdin: "kind: Service\n---\nkind: Pod\n" })], { encoding: "utf8" });
    expect(JSON.parse(said)).toEqual({ apiVersion: "v1", kind: "List", items: [{ kind: "Service" }, { kind: "Pod" }] });
  });
});

describe("a command for Windows", () => {
  const patch = ["kubectl", "patch", "svc", "echo", "--type=json", "-p", '[{"op":"add","path":"/spec/ports/0/nodePort","value":32000}]'];

  it.each(["cmd", "powershell"] as const)("has no double quotes within its own: %s", (shell) => {
    const line = commandLine(patch, shell);
    expect(line).toBe('kubectl patch svc echo --type=json -p "[{op: add, path: /spec/ports/0/nodePort, value: 32000}]"');
    expect(parse(/"(.*)"/.exec(line)?.[1] ?? "")).toEqual(JSON.parse(patch.at(-1)!));
  });

  it("keeps texts that look like numbers texts", () => {
    const patchOf = (value: string) => commandLine(["-p", JSON.stringify({ data: { port: value } })], "cmd");
    expect(parse(/"(.*)"/.exec(patchOf("6379"))?.[1] ?? "")).toEqual({ data: { port: "6379" } });
    expect(patchOf("6379")).toBe(`-p "{data: {port: '6379'}}"`);
  });

  it("pipes a manifest as each shell says it", () => {
    const fix = { command: ["kubectl", "apply", "-f", "-"], stdin: "kind: Pod\n" };
    expect(fixText(fix, "cmd")).toBe('echo {"kind":"Pod"}| kubectl apply -f -');
    expect(fixText(fix, "powershell")).toBe(`'{"kind":"Pod"}' | kubectl apply -f -`);
  });
});
