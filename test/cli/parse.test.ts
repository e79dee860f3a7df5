import { describe, expect, it } from "vitest";
import { commandWords } from "../../src/cli/command-words.ts";
import type { Invocation } from "../../src/cli/invocation.ts";
import { languageAskedFor, parseArguments } from "../../src/cli/parse.ts";
import { columnsOf } from "../../src/render/layout.ts";

function parse(line: string, language: "ko" | "en" = "en"): Invocation {
  return parseArguments(
    line.split(" ").filter((word) => word !== ""),
    { language, columns: 80, version: "1.2.3" },
  );
}

function requestOf(line: string) {
  const invocation = parse(line);
  if (invocation.status !== "asked") throw new Error(`${line}: ${invocation.text}`);
  return invocation;
}

/** The global options are the same in each; those of the first command are enough. */
function withoutGlobal(text: string, command: string): string {
  return command === "" || command === "list" ? text : text.replace(/\n(?:Global options|공통 옵션):\n(?: .*\n)*/, "");
}

const everyCommand = ["", ...commandWords.flatMap(({ name, commands = [] }) => [name, ...commands.map((each) => `${name} ${each.name}`)])];

describe("the command line", () => {
  it.each([
    ["", { verb: "home" }],
    ["list", { verb: "list" }],
    ["start", { verb: "start", target: undefined, from: "solutions" }],
    ["start echo --from scratch", { verb: "start", target: "echo", from: "scratch" }],
    ["check echo/reach", { verb: "check", target: "echo/reach", save: undefined }],
    ["check echo --save seen.json", { verb: "check", target: "echo", save: "seen.json" }],
    ["judge a.json b.json", { verb: "judge", files: ["a.json", "b.json"] }],
    ["check", { verb: "check", target: undefined, save: undefined }],
    ["next", { verb: "next" }],
    ["answer clusterip/address --set a=1 --set b=2=3", { verb: "answer", target: "clusterip/address", given: ["a=1", "b=2=3"] }],
    ["report --format html --output r.html", { verb: "report", format: "html", output: "r.html" }],
    ["completion zsh", { verb: "completion", shell: "zsh" }],
    ["watch", { verb: "watch", lab: undefined }],
    ["cluster reset", { verb: "cluster", deed: "reset" }],
    ["cluster env --shell fish", { verb: "cluster-env", shell: "fish" }],
    ["verify clusterip echo", { verb: "verify", labs: ["clusterip", "echo"], mutants: false, only: undefined }],
    ["verify --mutants --only selector", { verb: "verify", labs: [], mutants: true, only: "selector" }],
  ])("reads `svclab %s`", (line, request) => {
    expect(requestOf(line).request).toEqual(request);
  });

  it("takes global flags before and behind the command", () => {
    expect(requestOf("--cluster minikube check echo --json --no-color --yes --timeout 2m").flags).toMatchObject({
      cluster: "minikube",
      json: true,
      colour: false,
      yes: true,
      timeoutMs: 120_000,
    });
  });

  it.each([
    ["lst", /no command lst.*svclab list/s],
    ["cluster dwon", /no command dwon.*svclab cluster down/s],
    ["list --jsn", /no option --jsn.*--json/s],
    ["reset", /missing: lab\[\/step\]/],
    ["reset a b", /more arguments/],
    ["list --cluster k3s", /practice, minikube, kubeconfig/],
    ["check a --timeout soon", /30s/],
    ["list --lang", /--lang/],
  ])("answers a misuse with what was meant: `svclab %s`", (line, text) => {
    expect(parse(line)).toEqual({ status: "misused", text: expect.stringMatching(text) });
  });

  it("speaks Korean about a misuse", () => {
    expect(parse("lst", "ko")).toEqual({ status: "misused", text: "그런 명령이 없음: lst\n혹시 이것인가요? svclab list\n사용법: svclab --help" });
  });

  it.each([
    ["en", "Usage: svclab", "Commands:", "show the labs and your progress"],
    ["ko", "사용법: svclab", "명령:", "실습과 진도를 봅니다"],
  ] as const)("has its help in %s", (language, ...texts) => {
    const help = parse("--help", language);
    expect(help.status).toBe("answered");
    for (const text of texts) expect(help).toHaveProperty("text", expect.stringContaining(text));
  });

  it.each([
    ["ko", 80],
    ["ko", 60],
    ["en", 80],
    ["en", 60],
  ] as const)("has its helps as recorded (%s, %i columns)", async (language, columns) => {
    const texts = everyCommand.map((command) => {
      const line = ["svclab", command, "--help"].filter((word) => word !== "").join(" ");
      const invocation = parseArguments(line.split(" ").slice(1), { language, columns, version: "1.2.3" });
      return `$ ${line}\n${invocation.status === "answered" ? withoutGlobal(invocation.text, command) : invocation.status}`;
    });
    await expect(texts.join("\n")).toMatchFileSnapshot(`golden/help.${language}-${columns}.txt`);
  });

  it.each([60, 80])("breaks the lines of its help between words at %i columns", (columns) => {
    for (const command of everyCommand)
      for (const language of ["ko", "en"] as const) {
        const invocation = parseArguments(
          [...command.split(" "), "--help"].filter((word) => word !== ""),
          { language, columns, version: "1.2.3" },
        );
        expect(invocation.status === "answered" ? invocation.text.split("\n").filter((line) => columnsOf(line) > columns) : invocation).toEqual([]);
      }
  });

  it("leaves no English in the Korean help of any command", () => {
    for (const command of everyCommand) {
      const help = parse(`${command} --help`, "ko");
      expect(help).toHaveProperty("text", expect.not.stringMatching(/Usage:|Options:|display help|Commands:|\[options\]|Arguments:|default:/));
    }
  });

  it("prints its version", () => {
    expect(parse("--version")).toEqual({ status: "answered", text: "1.2.3\n" });
  });

  it.each([
    [["--lang", "ko", "list"], "ko"],
    [["list", "--lang=en"], "en"],
    [["list"], undefined],
  ])("finds the language in %o before anything else is understood", (argv, language) => {
    expect(languageAskedFor(argv)).toBe(language);
  });
});
