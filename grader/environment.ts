/** The environment that a container is given: written out, or taken from ConfigMaps. */
import { listOf, pick, recordOf, textOf } from "./json.ts";
import type { KubeObject } from "./model.ts";

/** Variables by name, with the ConfigMaps of their namespace; undefined: set, and its value can't be read from here (a Secret, a field of the pod). */
export function environmentOf(container: unknown, maps: readonly KubeObject[]): ReadonlyMap<string, string | undefined> {
  const dataOf = (name: unknown) => recordOf(maps.find((map) => map.metadata.name === name)?.data);
  const given = new Map<string, string | undefined>();
  for (const source of listOf(pick(container, "envFrom"))) {
    const prefix = textOf(pick(source, "prefix")) ?? "";
    const name = pick(source, "configMapRef", "name");
    if (name !== undefined) for (const [key, value] of Object.entries(dataOf(name))) given.set(`${prefix}${key}`, textOf(value));
  }
  for (const variable of listOf(pick(container, "env"))) {
    const name = textOf(pick(variable, "name"));
    if (name === undefined) continue;
    const reference = pick(variable, "valueFrom", "configMapKeyRef");
    const isElsewhere = pick(variable, "valueFrom") !== undefined;
    given.set(
      name,
      reference !== undefined
        ? textOf(dataOf(pick(reference, "name"))[String(pick(reference, "key"))])
        : isElsewhere
          ? undefined
          : (textOf(pick(variable, "value")) ?? ""),
    );
  }
  return given;
}

/** Whether any of it stands elsewhere than in the container itself. */
export function takesFromElsewhere(container: unknown): boolean {
  return listOf(pick(container, "envFrom")).length > 0 || listOf(pick(container, "env")).some((variable) => pick(variable, "valueFrom") !== undefined);
}
