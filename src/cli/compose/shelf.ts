/** The labs of the package, and the folders that are worked in. */
import { cp, readdir, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join, sep } from "node:path";
import type { Lab } from "../../../grader/model.ts";
import type { Shelf } from "../../commands/ports.ts";
import { realClock } from "./clock.ts";

export interface ShelfOptions {
  /** The package's folder. */
  readonly root: string;
  /** What the build has read of the labs; absent where nothing was built. */
  readonly preparedLabs: string;
  /** SVCLAB_HOME. */
  readonly home: string;
  readonly environment: NodeJS.ProcessEnv;
}

export function createShelf({ root, preparedLabs, home, environment }: ShelfOptions): Shelf {
  const labsFolder = join(root, "labs");
  const solutions = join(root, "solutions");
  // Where the state was moved the learner's files go with it; otherwise they lie where they are easily found.
  const work = (environment.SVCLAB_HOME ?? "") === "" ? join(homedir(), "svclab") : join(home, "work");
  const workFolder = (lab: Lab): string => join(work, lab.id);
  let labs: Promise<readonly Lab[]> | undefined;
  let swept: Promise<void> | undefined;
  return {
    labs() {
      labs ??= import("../../labs/load-labs.ts").then(({ loadLabs }) => loadLabs(labsFolder, preparedLabs));
      return labs;
    },
    async exam(lab) {
      const { loadExam } = await import("../../labs/load-exam.ts");
      return loadExam(solutions, lab.id);
    },
    workFolder,
    shownFolder: (lab) => underHome(workFolder(lab)),
    async showPlace(place) {
      const { showPlace } = await import("../../shell/lab-shell.ts");
      await showPlace(home, place);
    },
    async layOut(lab) {
      const { layWorkspace } = await import("../../labs/workspace.ts");
      await layWorkspace(join(labsFolder, lab.id), workFolder(lab));
    },
    async given(lab) {
      const { readWorkspace } = await import("../../labs/workspace.ts");
      return readWorkspace(join(labsFolder, lab.id, "files"));
    },
    async manifests(folder) {
      const { readManifests } = await import("../../labs/workspace.ts");
      return readManifests(folder);
    },
    async written(folder) {
      const { readWorkspace } = await import("../../labs/workspace.ts");
      return readWorkspace(folder);
    },
    async copyFor(lab, answer, nodeAddress) {
      const { fillDeed, layAnswer } = await import("../../labs/lay-answer.ts");
      const { makeScratchFolder, sweepScratchFolders } = await import("../../process/scratch-folder.ts");
      swept ??= sweepScratchFolders(realClock.now().getTime());
      await swept;
      const folder = await makeScratchFolder(lab.name);
      await copyInto(join(labsFolder, lab.id, "files"), folder);
      await layAnswer(answer, folder, nodeAddress);
      return {
        folder,
        deeds: answer.do.map((deed) => fillDeed(deed, nodeAddress)),
        remove: () => rm(folder, { recursive: true, force: true }),
      };
    },
  };
}

function underHome(path: string): string {
  return path.startsWith(homedir() + sep) ? `~${path.slice(homedir().length)}` : path;
}

async function copyInto(from: string, to: string): Promise<void> {
  const entries = await readdir(from).catch(() => []);
  if (entries.length > 0) await cp(from, to, { recursive: true });
}
