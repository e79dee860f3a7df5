/** An observation in a file of its own, with what it takes to judge it again. */
import { stableText } from "./json.ts";
import type { Lab, Observation } from "./model.ts";
import { readObservation } from "./observation-shape.ts";
import { kindsNeeded } from "./observe.ts";

export interface Saved {
  readonly formatVersion: 1;
  readonly lab: string;
  /** Of what the lab marks; see markedText. */
  readonly labDigest: string;
  /** Ids of the steps that were looked at; absent: all. */
  readonly steps?: readonly string[] | undefined;
  readonly observation: Observation;
}

export type ReadSaved =
  | { readonly status: "read"; readonly saved: Saved }
  | { readonly status: "no-json" }
  /** JSON, but no observation of svclab's. */
  | { readonly status: "other" }
  | { readonly status: "newer"; readonly formatVersion: number }
  | { readonly status: "misshapen"; readonly path: string };

/** The shape alone: whether it fits a lab is for `unfit` to say. */
export function readSaved(text: string): ReadSaved {
  const document = parsed(text);
  if (document === undefined) return { status: "no-json" };
  const { formatVersion, lab, labDigest, steps, observation } = (document ?? {}) as Record<string, unknown>;
  if (typeof formatVersion !== "number" || typeof lab !== "string" || typeof labDigest !== "string") return { status: "other" };
  if (formatVersion !== 1) return { status: "newer", formatVersion };
  if (steps !== undefined && !(Array.isArray(steps) && steps.every((step) => typeof step === "string"))) return { status: "misshapen", path: "steps" };
  const read = readObservation(observation);
  if (read.status === "misshapen") return { status: "misshapen", path: ["observation", read.path].filter((part) => part !== "").join(".") };
  if (read.observation.lab !== lab) return { status: "misshapen", path: "observation.lab" };
  return {
    status: "read",
    saved: { formatVersion: 1, lab, labDigest, ...(steps === undefined ? {} : { steps: steps as string[] }), observation: read.observation },
  };
}

/** The list that is missing, or the step that the lab hasn't; undefined: it can be judged. */
export function missingFrom({ steps, observation }: Saved, lab: Lab): string | undefined {
  const unknown = steps?.find((id) => lab.steps.every((step) => step.id !== id));
  if (unknown !== undefined) return `steps: ${unknown}`;
  const listed = new Set(observation.world.lists.map(({ query }) => query.kind));
  const absent = kindsNeeded(lab, steps).find((kind) => !listed.has(kind));
  return absent === undefined ? undefined : `observation.world.lists: ${absent}`;
}

/** All of a lab that its marks hang on, as one text; its words may change. */
export function markedText(lab: Lab): string {
  const checks = lab.steps.map((step) => [
    step.id,
    step.checks.map((check) => ({ ...check, title: undefined, question: undefined, choices: undefined, near: undefined })),
  ]);
  return stableText([lab.name, lab.owns, checks]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
