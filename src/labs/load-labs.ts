/** Reads all labs of a course. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Lab, LocalizedText } from "../../grader/model.ts";
import type { LabMistake } from "../../grader/parse-lab.ts";
import { UserError } from "../trouble.ts";
import { digestOf, type LabSource, nothingPrepared, type PreparedLabs, readPreparedLabs } from "./prepared-labs.ts";

/** All labs below `folder`, by number; `prepared` is the path of what the build has read of them. Throws UserError with every mistake of every lab. */
export async function loadLabs(folder: string, prepared?: string): Promise<readonly Lab[]> {
  const [names, known] = await Promise.all([labFolders(folder), prepared === undefined ? nothingPrepared : readPreparedLabs(prepared)]);
  const readings = await Promise.all(names.map((name) => readLab(folder, name, known)));
  const labs = readings.flatMap((reading) => ("lab" in reading ? [reading.lab] : []));
  const mistakes = [...readings.flatMap((reading) => ("mistakes" in reading ? reading.mistakes : [])), ...brokenChains(labs, names)];
  if (mistakes.length > 0) throw brokenLabs(mistakes);
  return [...labs].sort((a, b) => a.number - b.number);
}

/** A mistake with the path of its file. */
interface PlacedMistake extends LabMistake {
  readonly path: string;
}

/** What `loadLabs` need not read again. A lab with mistakes is left out: whoever loads it is told of them. */
export async function prepareLabs(folder: string): Promise<PreparedLabs> {
  const readings = await Promise.all((await labFolders(folder)).map((name) => readLab(folder, name, nothingPrepared)));
  const labs = readings.flatMap((reading) => ("lab" in reading ? [[reading.digest, reading.lab] as const] : []));
  return { formatVersion: 1, labs: Object.fromEntries(labs) };
}

type LabReading = { readonly lab: Lab; readonly digest: string } | { readonly mistakes: readonly PlacedMistake[] };

/** One lab, or all its mistakes: for authors. */
async function readLab(folder: string, name: string, prepared: PreparedLabs): Promise<LabReading> {
  const source = await sourceOf(folder, name);
  const digest = digestOf(source);
  const known = prepared.labs[digest];
  if (known !== undefined) return { lab: known, digest };
  const { parseLab } = await import("../../grader/parse-lab.ts");
  const parsed = parseLab(source);
  if (parsed.status === "mistaken") return { mistakes: parsed.mistakes.map((mistake) => ({ ...mistake, path: join(folder, name, mistake.file) })) };
  const absent = parsed.lab.steps.flatMap((step) => step.files.filter((file) => !source.files.includes(file)).map((file) => ({ step: step.id, file })));
  if (absent.length === 0) return { lab: parsed.lab, digest };
  return {
    mistakes: absent.map(({ step, file }) => ({
      file: "lab.yaml",
      path: join(folder, name, "lab.yaml"),
      line: 1,
      column: 1,
      text: { ko: `files/에 없는 파일: ${file} (${step})`, en: `Not in files/: ${file} (${step})` },
    })),
  };
}

async function sourceOf(folder: string, name: string): Promise<LabSource> {
  const text = (file: string): Promise<string> => readFile(join(folder, name, file), "utf8").catch(absentAs(""));
  const [yaml, ko, en, files] = await Promise.all([text("lab.yaml"), text("ko.md"), text("en.md"), filesOf(join(folder, name, "files"))]);
  return { folder: name, yaml, ko, en, files };
}

/** "01-clusterip" …: the folders that hold a lab.yaml. */
async function labFolders(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(absentAs([]));
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  const held = await Promise.all(names.map(async (name) => ((await filesOf(join(folder, name))).includes("lab.yaml") ? [name] : [])));
  return held.flat().sort();
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(absentAs([]));
  return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : []));
}

/** What isn't there is as good as empty; what can't be opened (too many open files) is no mistake of the labs. */
function absentAs<T>(empty: T): (error: unknown) => T {
  return (error) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return empty;
    throw error;
  };
}

/** A lab builds on labs that exist and come before it. */
function brokenChains(labs: readonly Lab[], folders: readonly string[]): readonly PlacedMistake[] {
  if (labs.length < folders.length) return [];
  return labs.flatMap((lab) =>
    lab.builds
      .filter((name) => !labs.some((other) => other.name === name && other.number < lab.number))
      .map((name) => ({
        file: "lab.yaml",
        path: join(lab.id, "lab.yaml"),
        line: 1,
        column: 1,
        text: { ko: `builds에 앞선 실습이 아닌 이름: ${name}`, en: `builds names no earlier lab: ${name}` },
      })),
  );
}

function brokenLabs(mistakes: readonly PlacedMistake[]): UserError {
  const list = (language: keyof LocalizedText) => mistakes.map(({ path, line, column, text }) => `  ${path}:${line}:${column}  ${text[language]}`).join("\n");
  return new UserError({
    code: "broken-labs",
    text: {
      ko: `실습 파일을 읽을 수 없습니다. 아래를 고친 다음 다시 실행합니다. 바뀐 것은 없습니다.\n${list("ko")}`,
      en: `The labs can't be read. Mend what is listed, then run it again. Nothing was changed.\n${list("en")}`,
    },
  });
}
