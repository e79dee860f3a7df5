/** The reference answer with one mistake in it, as a paper to examine. */
import type { Lab } from "../../../grader/model.ts";
import type { Deed, Exam } from "../../labs/exam.ts";
import { commandMutantsOf } from "../../labs/mutants/command-mutants.ts";
import { findReason, idlePatterns } from "../../labs/mutants/equivalents.ts";
import type { Slip } from "../../labs/mutants/mutant.ts";
import { type ManifestText, mutantsOf } from "../../labs/mutants/mutants.ts";
import type { ShownFinding } from "../../render/report.ts";
import type { Paper } from "./paper.ts";

/** Mutants that the exam calls equivalent are right answers like others; a pattern there that fits none is told. */
export function mutantPapers(lab: Lab, { solution, equivalents }: Exam, files: readonly ManifestText[]): readonly Paper[] {
  const manifests = files.filter(({ path }) => path !== "answer.yaml");
  const mutants = mutantsOf(manifests);
  const commands = commandMutantsOf(solution.do);
  const papers = mutants.map((mutant): Paper => {
    const others = manifests.filter(({ path }) => path !== mutant.file);
    const answer = { ...solution, name: mutant.name, files: [...others, { path: mutant.file, text: mutant.text }] };
    if (findReason(mutant.name, equivalents) !== undefined) return { kind: "right", lab, answer };
    return { kind: "mutant", lab, answer: { ...answer, do: solution.do.filter((deed) => !isWaiting(deed)) }, mutant };
  });
  const played = commands.map((mutant): Paper => {
    const answer = { ...solution, name: mutant.name, do: mutant.deeds };
    return findReason(mutant.name, equivalents) === undefined ? { kind: "mutant", lab, answer, mutant } : { kind: "right", lab, answer };
  });
  return [
    ...papers,
    ...played,
    ...idlePatterns(
      [...mutants, ...commands].map(({ name }) => name),
      equivalents,
    ).map((pattern): Paper => ({ kind: "idle", lab, pattern })),
  ];
}

/** What is broken never gets ready: a mutant doesn't wait for it. */
function isWaiting(deed: Deed): boolean {
  return deed.kind === "run" && deed.argv[0] === "kubectl" && (deed.argv[1] === "rollout" || deed.argv[1] === "wait");
}

/** The object that was changed, under its right name or the one it was given; or the file in which it stands. */
export function namesMutant(cause: ShownFinding, { object, file }: Slip): boolean {
  const { kind, name } = cause.object;
  const isObject = (kind === object.kind || kind === "EndpointSlice") && (name === object.name || cause.wanted === object.name);
  return isObject || (file !== undefined && cause.file?.path === file);
}
