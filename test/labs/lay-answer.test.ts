import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { layAnswer } from "../../src/labs/lay-answer.ts";

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "svclab-lay-"));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true });
});

const files = (place: string) => readdirSync(place, { withFileTypes: true, recursive: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));

it("lays a slip of the reference without the other answers that stand beside it", async () => {
  const [reference, place] = [folder(), folder()];
  mkdirSync(join(reference, "right", "other"), { recursive: true });
  mkdirSync(join(reference, "k8s"));
  for (const path of ["answer.yaml", "svc.yml", "k8s/deployment.yml", "right/other/other.yml"]) writeFileSync(join(reference, path), "");
  const answer = { name: "svc.yml Service/svc drop spec.type", folder: reference, title: { ko: "", en: "" }, do: [], files: [] };
  await layAnswer(answer as unknown as Parameters<typeof layAnswer>[0], place, "10.0.0.1");
  expect(files(place).sort()).toEqual(["deployment.yml", "svc.yml"]);
});
