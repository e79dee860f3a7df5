/** Saved observations as files. */
import type { Lab } from "../../grader/model.ts";
import { missingFrom, readSaved, type Saved } from "../../grader/saved.ts";
import { withoutSecrets } from "../../grader/without-secrets.ts";
import { savedTexts } from "../i18n/saved.ts";
import { labDigest } from "../labs/lab-digest.ts";
import { UserError } from "../trouble.ts";
import type { Files } from "./ports.ts";

/** Largest file that is read; a crowded cluster's takes a few. */
const LARGEST_MB = 64;

/** Writes it whole or not at all. Throws UserError save-failed. */
export async function saveObservation(
  files: Files,
  { path, lab, steps, observation }: Omit<Saved, "formatVersion" | "labDigest" | "lab"> & { path: string; lab: Lab },
): Promise<void> {
  const saved: Saved = {
    formatVersion: 1,
    lab: lab.name,
    labDigest: labDigest(lab),
    ...(steps === undefined ? {} : { steps }),
    observation: withoutSecrets(observation),
  };
  try {
    await files.write(path, `${JSON.stringify(saved, undefined, 1)}\n`);
  } catch (error) {
    throw new UserError({ code: "save-failed", text: savedTexts.notSaved({ path, reason: reasonOf(error) }), exitCode: 3, cause: error });
  }
}

/** A saved observation with the lab that judges it. Throws UserError saved-… for whatever can't be judged. */
export async function loadObservation(files: Files, path: string, labs: readonly Lab[]): Promise<{ readonly lab: Lab; readonly saved: Saved }> {
  const refuse = (code: string, text: UserError["text"]): UserError => new UserError({ code: `saved-${code}`, text });
  const read = readSaved(await textOf(files, path));
  switch (read.status) {
    case "no-json":
      throw refuse("no-json", savedTexts.noJson(path));
    case "other":
      throw refuse("other", savedTexts.other(path));
    case "newer":
      throw refuse("newer", savedTexts.newer({ path, version: read.formatVersion }));
    case "misshapen":
      throw refuse("misshapen", savedTexts.misshapen({ path, at: read.path }));
    case "read": {
      const { saved } = read;
      const lab = labs.find(({ name }) => name === saved.lab);
      if (lab === undefined) throw refuse("unknown-lab", savedTexts.unknownLab({ path, lab: saved.lab }));
      if (labDigest(lab) !== saved.labDigest) throw refuse("other-lab", savedTexts.otherLab({ path, lab: saved.lab }));
      const missing = missingFrom(saved, lab);
      if (missing !== undefined) throw refuse("misshapen", savedTexts.misshapen({ path, at: missing }));
      return { lab, saved };
    }
  }
}

async function textOf(files: Files, path: string): Promise<string> {
  try {
    const bytes = await files.size(path);
    if (bytes > LARGEST_MB << 20) throw new UserError({ code: "saved-too-large", text: savedTexts.tooLarge({ path, megabytes: bytes >> 20 }) });
    return await files.read(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError({ code: "saved-unreadable", text: savedTexts.unreadable({ path, reason: reasonOf(error) }), cause: error });
  }
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
