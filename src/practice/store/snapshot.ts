/** The file of all objects at one revision. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { KubeObject } from "../objects.ts";
import type { ResourceName } from "../registry.ts";

export interface Snapshot {
  readonly version: 1;
  readonly revision: number;
  readonly objects: readonly { readonly resource: ResourceName; readonly object: KubeObject }[];
}

export function readSnapshot(
  path: string,
): { readonly status: "absent" } | { readonly status: "broken" } | { readonly status: "read"; readonly snapshot: Snapshot } {
  if (!existsSync(path)) return { status: "absent" };
  try {
    const snapshot = JSON.parse(readFileSync(path, "utf8")) as Partial<Snapshot> | null;
    if (snapshot?.version !== 1 || !Number.isSafeInteger(snapshot.revision) || !Array.isArray(snapshot.objects)) return { status: "broken" };
    return { status: "read", snapshot: snapshot as Snapshot };
  } catch {
    return { status: "broken" };
  }
}

export function writeSnapshot(path: string, snapshot: Snapshot): void {
  const temporary = `${path}.new`;
  writeFileSync(temporary, JSON.stringify(snapshot), { mode: 0o600, flush: true });
  renameSync(temporary, path);
}
