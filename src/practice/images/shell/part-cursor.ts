/** The parts of a simple command that are no words of it: redirections and assignments. */
import type { Assignment, Redirection, Word } from "./syntax.ts";
import { TokenCursor } from "./token-cursor.ts";

const REDIRECTS = new Set([">", ">>", "<", ">&", "<&", "<<", "<<<", ">|", "<>"]);

export class PartCursor extends TokenCursor {
  redirections(): readonly Redirection[] {
    const found: Redirection[] = [];
    for (let next = this.redirection(); next; next = this.redirection()) found.push(next);
    return found;
  }

  redirection(): Redirection | undefined {
    const token = this.token;
    const hasNumber = token.kind === "word" && token.joined && /^[0-9]$/.test(token.raw);
    const operator = hasNumber ? this.tokens[this.at + 1] : token;
    if (operator?.kind !== "operator" || !REDIRECTS.has(operator.text)) return undefined;
    this.at += hasNumber ? 2 : 1;
    return { fd: hasNumber ? Number(token.raw) : undefined, operator: operator.text as Redirection["operator"], target: this.mustWord() };
  }
}

/** `NAME=value`, where the name is no quoted text. */
export function asAssignment(word: Word): Assignment | undefined {
  const [first, ...rest] = word;
  if (first?.kind !== "text" || first.quoted) return undefined;
  const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(first.text);
  if (match === null) return undefined;
  return { name: match[1] ?? "", value: match[2] ? [{ ...first, text: match[2] }, ...rest] : rest };
}
