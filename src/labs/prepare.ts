/** Runs at the end of the build: reads the labs once, for every start to come. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { prepareLabs } from "./load-labs.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

writeFileSync(here("../labs.json"), JSON.stringify(await prepareLabs(here("../../labs"))));
