/** Starter files that nobody has tried yet: unchanged, and nothing of them is in the cluster. */
import type { Lab, Observation } from "../../../grader/model.ts";

export interface Untried {
  readonly lab: Pick<Lab, "owns">;
  readonly observation: Observation;
  /** The manifests as the lab gives them. */
  readonly given: readonly { readonly path: string; readonly text: string }[];
}

/** Their paths. */
export function untriedFiles({ lab, observation, given }: Untried): readonly string[] {
  const there = lab.owns.filter(({ kind, name }) =>
    observation.world.lists.some(({ result }) => result.status === "read" && result.items.some((item) => item.kind === kind && item.metadata.name === name)),
  );
  const isTried = (text: string): boolean => there.some(({ name }) => isNamed(name, text));
  return observation.files.flatMap(({ path, text }) =>
    given.some((starter) => starter.path === path && starter.text === text) && !isTried(text) ? [path] : [],
  );
}

/** The file may be no YAML at all: its mistake is what it is there for. */
function isNamed(name: string, text: string): boolean {
  return text.split("\n").some((line) => /^\s*name:\s*["']?([^\s"'#]+)/.exec(line)?.[1] === name);
}
