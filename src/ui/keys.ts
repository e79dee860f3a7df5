/** What a terminal sends, as keys. */

/** Characters as they are; Enter, the arrows and the like by name. Other escape sequences are left out. */
export function keysIn(data: string): readonly string[] {
  return (data.match(keys) ?? []).flatMap((key) => named[key] ?? (key.length > 1 && key.startsWith("\u001b") ? [] : [key]));
}

/** What was pasted is one key, `paste`, however it comes in: commands that were meant for a shell press nothing here. */
export function createKeyReader(): (data: string) => readonly string[] {
  let pasting = false;
  let rest = "";
  return (data) => {
    const all = rest + data;
    const keys = all.split(pasteMark).flatMap((piece) => {
      if (piece === pasteBegins || piece === pasteEnds) {
        pasting = piece === pasteBegins;
        return pasting ? ["paste"] : [];
      }
      return pasting ? keysIn(piece).filter((key) => key === "ctrl-c") : keysIn(piece);
    });
    // The end of a long paste may come in parts.
    rest = pasting ? all.slice(-(pasteEnds.length - 1)) : "";
    return keys;
  };
}

/** In a terminal that gives whole lines: the letters of the line, or Enter alone. */
export function keysOfLine(data: string): readonly string[] {
  return data
    .split(/\r?\n/)
    .slice(0, -1)
    .flatMap((line) => (line.trim() === "" ? ["enter"] : [...line.trim()]));
}

const pasteBegins = "\u001b[200~";
const pasteEnds = "\u001b[201~";
// biome-ignore lint/suspicious/noControlCharactersInRegex: what is pasted stands between two of them
const pasteMark = /(\u001b\[20[01]~)/u;

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
