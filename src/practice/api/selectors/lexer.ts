/** The words of a label query, split as upstream splits them. */
export type Token = { readonly kind: "symbol" | "identifier" | "end"; readonly text: string };

const symbols = new Set(["(", ")", ",", "!", "=", "==", "!=", ">", "<"]);
const special = "()!=<>,";

export function tokens(query: string): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const character = query[at]!;
    if (/\s/.test(character)) {
      at++;
      continue;
    }
    const text = special.includes(character) ? symbolAt(query, at) : identifierAt(query, at);
    found.push({ kind: special.includes(character) ? "symbol" : "identifier", text });
    at += text.length;
  }
  return [...found, { kind: "end", text: "" }];
}

function symbolAt(query: string, at: number): string {
  const two = query.slice(at, at + 2);
  return symbols.has(two) ? two : query[at]!;
}

function identifierAt(query: string, at: number): string {
  let end = at;
  while (end < query.length && !special.includes(query[end]!) && !/\s/.test(query[end]!)) end++;
  return query.slice(at, end);
}
