/** Slips in the commands of a reference answer, for what is made or changed without a manifest: one left out, a number that is one off. */
import type { Deed } from "../exam.ts";
import type { Slip } from "./mutant.ts";

/** Its name: "kubectl scale deploy/redis --replicas=2 skip". */
export interface CommandMutant extends Slip {
  readonly deeds: readonly Deed[];
}

/** The commands that say by themselves what they change; a manifest has mutants of its own. */
const verbs: ReadonlySet<string> = new Set(["scale", "set", "patch", "expose", "label", "autoscale"]);
const kinds: Readonly<Record<string, string>> = { deploy: "Deployment", deployment: "Deployment", svc: "Service", service: "Service" };

/** Pure: the same commands give the same mutants in the same order. */
export function commandMutantsOf(deeds: readonly Deed[]): readonly CommandMutant[] {
  return deeds.flatMap((deed, at): readonly CommandMutant[] => {
    const object = deed.kind === "run" ? objectOf(deed.argv) : undefined;
    if (deed.kind !== "run" || object === undefined) return [];
    const others = (...instead: readonly Deed[]) => [...deeds.slice(0, at), ...instead, ...deeds.slice(at + 1)];
    const name = deed.argv.join(" ");
    const shifted = (operator: "shift" | "shift-down", by: number): readonly CommandMutant[] => {
      const argv = deed.argv.map((word) => word.replace(/^(--\w+=)(\d+)$/, (_, option: string, number: string) => `${option}${Number(number) + by}`));
      return argv.join(" ") === name ? [] : [{ name: `${name} ${operator}`, operator, object, deeds: others({ kind: "run", argv }) }];
    };
    return [{ name: `${name} skip`, operator: "skip", object, deeds: others() }, ...shifted("shift", 1), ...shifted("shift-down", -1)];
  });
}

function objectOf([program, verb = "", ...words]: readonly string[]): CommandMutant["object"] | undefined {
  if (program !== "kubectl" || !verbs.has(verb)) return undefined;
  const named = words.map((word) => /^([a-z]+)\/([\w.-]+)$/.exec(word)).find((match) => match !== null);
  const [kind, name] = [kinds[named?.[1] ?? ""], named?.[2]];
  return kind === undefined || name === undefined ? undefined : { kind, name };
}
