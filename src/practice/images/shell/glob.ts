import { FileError, type Files, resolvePath } from "../machine/files.ts";
import { hasPattern, patternToRegExp, unescapePattern } from "./pattern.ts";

/** The names that a pattern finds, sorted; none: the pattern itself, as a shell leaves it. */
export function expandFileNames(files: Files, cwd: string, pattern: string): readonly string[] {
  if (!hasPattern(pattern)) return [unescapePattern(pattern)];
  const isAbsolute = pattern.startsWith("/");
  let found: readonly string[] = [isAbsolute ? "/" : ""];
  for (const segment of pattern.split("/").filter((part) => part !== "")) {
    found = found.flatMap((base) => step(files, cwd, base, segment));
  }
  return found.length === 0 ? [unescapePattern(pattern)] : found;
}

function step(files: Files, cwd: string, base: string, segment: string): readonly string[] {
  const join = (name: string): string => (base === "" || base.endsWith("/") ? base + name : `${base}/${name}`);
  if (!hasPattern(segment)) {
    const name = join(unescapePattern(segment));
    return files.find(resolvePath(cwd, name)) ? [name] : [];
  }
  const expression = patternToRegExp(segment);
  try {
    return files
      .list(resolvePath(cwd, base))
      .filter((name) => expression.test(name) && (!name.startsWith(".") || segment.startsWith(".")))
      .map(join);
  } catch (error) {
    if (error instanceof FileError) return [];
    throw error;
  }
}
