/** Splits a command line into words: white space, quotes and backslashes as in a shell, and nothing else of a shell. */
export type CommandWords = { readonly status: "split"; readonly words: readonly string[] } | { readonly status: "unclosed"; readonly quote: "'" | '"' | "\\" };

export function splitCommand(line: string): CommandWords {
  const words: string[] = [];
  let rest = line.trimStart();
  while (rest !== "") {
    const word = readWord(rest);
    if (word.status === "unclosed") return word;
    words.push(word.text);
    rest = rest.slice(word.length).trimStart();
  }
  return { status: "split", words };
}

type Word = { readonly status: "read"; readonly text: string; readonly length: number } | { readonly status: "unclosed"; readonly quote: "'" | '"' | "\\" };

const piece = /^(?:'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+))/;

function readWord(line: string): Word {
  let text = "";
  let length = 0;
  while (length < line.length && !/\s/.test(line[length] ?? "")) {
    const found = piece.exec(line.slice(length));
    if (found === null) return { status: "unclosed", quote: line[length] as "'" | '"' | "\\" };
    const [whole, single, double, escaped, plain] = found;
    text += single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? escaped ?? plain ?? "";
    length += whole.length;
  }
  return { status: "read", text, length };
}
