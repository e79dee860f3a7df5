/** Lays an answer's own manifests over a working copy of the lab's files. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Answer, Deed } from "./exam.ts";
import { fillNodeAddress } from "./node-address.ts";

/** `nodeAddress`: what `minikube ip` prints; it stands in for {{minikube ip}} in the files. */
export async function layAnswer(answer: Answer, folder: string, nodeAddress: string): Promise<void> {
  for (const path of await answerFiles(answer)) {
    const text = await readFile(join(answer.folder, path), "utf8");
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), fillNodeAddress(text, nodeAddress));
  }
  for (const { path, text } of answer.files ?? []) await writeFile(join(folder, path), fillNodeAddress(text, nodeAddress));
}

/** The answer's manifests, relative to its folder: all but answer.yaml and the other answers beside the reference, which slips are made of too. */
async function answerFiles(answer: Answer): Promise<readonly string[]> {
  const entries = await readdir(answer.folder, { withFileTypes: true, recursive: true });
  const paths = entries.flatMap((entry) => (entry.isFile() ? [relative(answer.folder, join(entry.parentPath, entry.name))] : []));
  return paths.filter((path) => path !== "answer.yaml" && !/^(right|wrong)[\\/]/.test(path)).sort();
}

/** The deed with the node's address in place. */
export function fillDeed(deed: Deed, nodeAddress: string): Deed {
  const fill = (words: readonly string[]) => words.map((word) => fillNodeAddress(word, nodeAddress));
  if (deed.kind === "run") return { ...deed, argv: fill(deed.argv) };
  return { ...deed, source: "text" in deed.source ? { text: fillNodeAddress(deed.source.text, nodeAddress) } : { argv: fill(deed.source.argv) } };
}
