import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grade, type Lab, type Observation, reportIn } from "../../grader/index.ts";
import { realFiles } from "../../src/cli/compose/files.ts";
import { createShelf } from "../../src/cli/compose/shelf.ts";
import { judge } from "../../src/commands/judge.ts";
import { saveObservation } from "../../src/commands/saved-file.ts";
import { columnsOf } from "../../src/render/layout.ts";
import { chooseLook } from "../../src/render/look.ts";
import { deployment, service } from "../grader/support/objects.ts";
import { healthyAnswers, look as lookAt } from "../grader/support/world.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "svclab-judge-"));
const at = (name: string): string => join(folder, name);
const shelf = createShelf({ root, home: folder, environment: {}, preparedLabs: at("none") });
let lab: Lab;
const seen: Record<"right" | "wrong" | "unknown", Observation> = {} as never;

function echo(selector: string) {
  return [
    ...deployment({ name: "echo", labels: { app: "echo" }, image: "ghcr.io/subicura/echo:v1", replicas: 3 }),
    service({ name: "echo", type: "NodePort", selector: { app: selector }, ports: [{ port: 3000, targetPort: 3000, nodePort: 32000 }] }),
  ];
}

beforeAll(async () => {
  lab = (await shelf.labs()).find(({ name }) => name === "echo")!;
  const asks = lab.steps.flatMap(({ checks }) =>
    checks.flatMap((check) => (check.kind === "ask" && "text" in check.answer ? [[check.id, check.answer.text[0]!]] : [])),
  );
  const answers = Object.fromEntries(asks) as Record<string, string>;
  const [right, wrong] = [echo("echo"), echo("ehco")];
  seen.right = await lookAt(lab, { objects: right, answer: healthyAnswers(right), answers });
  seen.wrong = await lookAt(lab, { objects: wrong, answer: healthyAnswers(wrong), answers });
  seen.unknown = await lookAt(lab, { objects: right, answer: healthyAnswers(right), answers, unreadable: { Service: { code: "timeout", detail: "late" } } });
  for (const [name, observation] of Object.entries(seen)) await saveObservation(realFiles, { path: at(`${name}.json`), lab, steps: undefined, observation });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(files: readonly string[], options: { readonly json?: boolean; readonly language?: string; readonly columns?: number } = {}) {
  const printed: string[] = [];
  const surroundings = { environment: {}, isTerminal: false, columns: options.columns ?? 80, platform: "linux" as const };
  const look = chooseLook({ language: options.language ?? "en", colour: false }, surroundings);
  const output = { print: (text: string) => void printed.push(text), say: () => {} };
  const ports = { shelf, files: realFiles, output, look, terminal: undefined };
  const code = await judge(ports, { files: files.map((name) => at(name)), json: options.json ?? false });
  return { code, text: printed.join("\n") };
}

describe("svclab judge", () => {
  it.each([
    ["right", 0],
    ["wrong", 1],
    ["unknown", 3],
  ] as const)("reports of one file (%s) what was reported of the cluster", async (name, code) => {
    const judged = await run([`${name}.json`], { json: true });
    expect(judged).toEqual({ code, text: JSON.stringify(reportIn("en", grade(lab, seen[name])), undefined, 2) });
  });

  it("judges only the steps that were looked at", async () => {
    await saveObservation(realFiles, { path: at("step.json"), lab, steps: ["deployment"], observation: seen.wrong });
    const judged = await run(["step.json"], { json: true });
    expect(judged.code).toBe(0);
    expect(new Set((JSON.parse(judged.text) as { checks: { step: string }[] }).checks.map(({ step }) => step))).toEqual(new Set(["deployment"]));
  });

  it("shows several files side by side, each with its marks and its root cause", async () => {
    const { code, text } = await run(["right.json", "wrong.json", "unknown.json"]);
    expect(code).toBe(1);
    expect(text.split("\n")).toEqual([
      expect.stringMatching(/right\.json\s+echo (\d+) \/ \1$/),
      expect.stringMatching(/wrong\.json\s+echo \d+ \/ \d+$/),
      expect.stringContaining("Service default/echo selects app: ehco"),
      expect.any(String),
      "      exists: app: echo.",
      expect.stringMatching(/unknown\.json\s+echo \d+ \/ \d+$/),
      expect.stringContaining("The cluster didn't answer in time."),
    ]);
  });

  it("judges the others when one can't be judged, and says so with 2", async () => {
    writeFileSync(at("notes.json"), "{}");
    const { code, text } = await run(["notes.json", "right.json"], { json: true });
    expect(code).toBe(2);
    expect(JSON.parse(text)).toMatchObject({ formatVersion: 1, files: [{ error: { code: "saved-other" } }, { report: { lab: "echo" } }] });
  });

  it.each(["ko", "en"])("keeps to 60 columns (%s)", async (language) => {
    const { text } = await run(["right.json", "wrong.json"], { language, columns: 60 });
    const names = folder.length;
    expect(Math.max(...text.split("\n").map((line) => columnsOf(line) - (line.includes(folder) ? names : 0)))).toBeLessThanOrEqual(60);
  });
});

const strange: Readonly<Record<string, readonly [string, (text: string) => string]>> = {
  "what is no JSON": ["saved-no-json", () => "hello"],
  "what is cut short": ["saved-no-json", (text) => text.slice(0, 500)],
  "another document": ["saved-other", () => "[]"],
  "a newer format": ["saved-newer", (text) => text.replace('"formatVersion": 1', '"formatVersion": 9')],
  "a lab that isn't here": ["saved-unknown-lab", (text) => text.replaceAll('"lab": "echo"', '"lab": "ingress"')],
  "a lab that marks otherwise": ["saved-other-lab", (text) => text.replace(/"labDigest": "[^"]*"/, '"labDigest": "old"')],
  "what was changed": ["saved-misshapen", (text) => text.replace('"lists": [', '"lists": [7,')],
};

describe("a file that can't be judged", () => {
  it.each(Object.entries(strange))("is refused with what to do, in both languages: %s", async (_what, [code, change]) => {
    writeFileSync(at("strange.json"), change(readFileSync(at("right.json"), "utf8")));
    await expect(run(["strange.json"])).rejects.toMatchObject({
      code,
      exitCode: 2,
      text: { ko: expect.stringContaining("\n"), en: expect.stringContaining("\n") },
    });
  });

  it("is named when it isn't there", async () => {
    await expect(run(["nowhere.json"])).rejects.toMatchObject({ code: "saved-unreadable", exitCode: 2, text: { en: expect.stringContaining("ENOENT") } });
  });

  it("is refused unread when it is huge", async () => {
    const files = { ...realFiles, size: async () => 1e9, read: () => Promise.reject(new Error("read")) };
    const ports = {
      shelf,
      files,
      output: { print: () => {}, say: () => {} },
      look: chooseLook({ language: "en", colour: false }, { environment: {}, isTerminal: false, columns: 80, platform: "linux" }),
      terminal: undefined,
    };
    await expect(judge(ports, { files: ["x"], json: false })).rejects.toMatchObject({ code: "saved-too-large" });
  });
});

describe("saving", () => {
  it("leaves what was there, and nothing half-written, when it can't", async () => {
    writeFileSync(at("folder-not"), "kept");
    await expect(saveObservation(realFiles, { path: at("folder-not/x.json"), lab, steps: undefined, observation: seen.right })).rejects.toMatchObject({
      code: "save-failed",
      exitCode: 3,
    });
    await expect(saveObservation(realFiles, { path: "/dev/full/x", lab, steps: undefined, observation: seen.right })).rejects.toMatchObject({
      code: "save-failed",
    });
    expect(readFileSync(at("folder-not"), "utf8")).toBe("kept");
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
