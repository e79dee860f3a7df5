/** What a terminal sends, as keys. */

/** Characters as they are; Enter, the arrows and the like by name. Other escape sequences are left out. */
export function keysIn(data: string): readonly string[] {
  return (data.match(keys) ?? []).flatMap((key) => named[key] ?? (key.length > 1 && key.startsWith("\u001b") ? [] : [key]));
}

/** In a terminal that gives whole lines: the letters of the line, or Enter alone. */
export function keysOfLine(data: string): readonly string[] {
  return data
    .split(/\r?\n/)
    .slice(0, -1)
    .flatMap((line) => (line.trim() === "" ? ["enter"] : [...line.trim()]));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: keys of a terminal begin with one
const keys = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|O.)|./gsu;

const named: Readonly<Record<string, readonly string[]>> = {
  "\r": ["enter"],
  "\n": ["enter"],
  "\u0003": ["ctrl-c"],
  "\u0004": ["ctrl-d"],
  "\u001a": ["ctrl-z"],
  "\u001b": ["escape"],
  "\u007f": ["backspace"],
  " ": ["space"],
  "\u001b[A": ["up"],
  "\u001bOA": ["up"],
  "\u001b[B": ["down"],
  "\u001bOB": ["down"],
  "\u001b[5~": ["page-up"],
  "\u001b[6~": ["page-down"],
};
