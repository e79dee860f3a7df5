/** The labs of the package, and the folders that are worked in. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { Lab } from "../../../grader/model.ts";
import type { ManifestFile, Shelf } from "../../commands/ports.ts";
import { shelfTexts } from "../../i18n/shelf.ts";
import { UserError } from "../../trouble.ts";

export interface ShelfOptions {
  /** The package's folder. */
  readonly root: string;
  /** SVCLAB_HOME. */
  readonly home: string;
  readonly environment: NodeJS.ProcessEnv;
}

export function createShelf({ root, home, environment }: ShelfOptions): Shelf {
  const labsFolder = join(root, "labs");
  const solutions = join(root, "solutions");
  // Where the state was moved the learner's files go with it; otherwise they lie where they are easily found.
  const work = (environment.SVCLAB_HOME ?? "") === "" ? join(homedir(), "svclab") : join(home, "work");
  const workFolder = (lab: Lab): string => join(work, lab.id);
  let labs: Promise<readonly Lab[]> | undefined;
  return {
    labs() {
      labs ??= readLabs(labsFolder);
      return labs;
    },
    async exam(lab) {
      const { loadExam } = await import("../../labs/load-exam.ts");
      return loadExam(solutions, lab.id);
    },
    workFolder,
    async layOut(lab) {
      await mkdir(workFolder(lab), { recursive: true });
      await copyInto(join(labsFolder, lab.id, "files"), workFolder(lab), false);
    },
    manifests: readManifests,
    async copyFor(lab, answer, nodeAddress) {
      const { fillDeed, layAnswer } = await import("../../labs/lay-answer.ts");
      const folder = await mkdtemp(join(tmpdir(), `svclab-${lab.name}-`));
      await copyInto(join(labsFolder, lab.id, "files"), folder, true);
      await layAnswer(answer, folder, nodeAddress);
      return {
        folder,
        deeds: answer.do.map((deed) => fillDeed(deed, nodeAddress)),
        remove: () => rm(folder, { recursive: true, force: true }),
      };
    },
  };
}

/** Throws UserError broken-lab with every mistake of every lab. */
async function readLabs(folder: string): Promise<readonly Lab[]> {
  const { parseLab } = await import("../../../grader/parse-lab.ts");
  const names = (await readdir(folder, { withFileTypes: true })).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  const texts = await Promise.all(
    names.map(async (name) => {
      const [yaml, ko, en] = await Promise.all(["lab.yaml", "ko.md", "en.md"].map((file) => readFile(join(folder, name, file), "utf8").catch(() => undefined)));
      return yaml === undefined ? [] : [{ folder: name, yaml, ko: ko ?? "", en: en ?? "" }];
    }),
  );
  const parsed = texts.flat().map((text) => ({ name: text.folder, result: parseLab(text) }));
  const mistakes = parsed.flatMap(({ name, result }) =>
    result.status === "mistaken" ? result.mistakes.map((mistake) => ({ ...mistake, file: `labs/${name}/${mistake.file}` })) : [],
  );
  if (mistakes.length > 0) throw new UserError({ code: "broken-lab", text: shelfTexts.broken(mistakes) });
  return parsed.flatMap(({ result }) => (result.status === "parsed" ? [result.lab] : [])).sort((a, b) => a.number - b.number);
}

async function copyInto(from: string, to: string, force: boolean): Promise<void> {
  const entries = await readdir(from).catch(() => []);
  if (entries.length > 0) await cp(from, to, { recursive: true, force, errorOnExist: false });
}

/** Larger files are no manifests of a lab. */
const largest = 256 * 1024;

async function readManifests(folder: string): Promise<readonly ManifestFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.flatMap((entry) => (entry.isFile() && /\.(ya?ml|json)$/i.test(entry.name) ? [entry.name] : [])).sort();
  const files = await Promise.all(names.map(async (path) => ({ path, text: await readFile(join(folder, path), "utf8").catch(() => "") })));
  return files.filter(({ text }) => text !== "" && text.length <= largest);
}
