/** A kubectl command for the lab shell of a computer that has none: minikube's own. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../../practice/daemon/whole-file.ts";

/** Answers the folder that goes onto the PATH. */
export function writeKubectlCommand({ folder, profile }: { readonly folder: string; readonly profile: string }): string {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true, mode: 0o700 });
  if (process.platform === "win32") writeWhole(join(bin, "kubectl.cmd"), `@minikube -p "${profile}" kubectl -- %*\r\n`, 0o755);
  else writeWhole(join(bin, "kubectl"), `#!/bin/sh\nexec minikube -p '${profile.replaceAll("'", `'\\''`)}' kubectl -- "$@"\n`, 0o755);
  return bin;
}
