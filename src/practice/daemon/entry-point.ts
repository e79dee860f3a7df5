/** How this svclab starts its other programs: built files by node alone, sources through tsx. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The command line that runs src/practice/NAME.ts, as argv. Built chunks lie beside main.js; sources lie where they are written. */
export function entryPoint(name: "daemon" | "minikube"): readonly [string, ...string[]] {
  const candidates = [`../${name}.ts`, `./practice/${name}.js`, `./${name}.js`].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const file = candidates.find((path) => existsSync(path));
  if (file === undefined) throw new Error(`${name} is missing from this installation: ${candidates.join(", ")}`);
  if (file.endsWith(".js")) return [process.execPath, file];
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  return [process.execPath, "--import", tsx, file];
}
