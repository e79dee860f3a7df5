import { ShellSyntaxError, type Token, Unfinished, type Word } from "./syntax.ts";

/** A place in a script's tokens. What doesn't fit there throws ShellSyntaxError, or Unfinished at the end. */
export class TokenCursor {
  readonly tokens: readonly Token[];
  at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  get token(): Token {
    return this.tokens[this.at] ?? { kind: "end", line: 0 };
  }

  get keyword(): string {
    return this.token.kind === "word" ? this.token.raw : "";
  }

  isOperator(text: string): boolean {
    return this.token.kind === "operator" && this.token.text === text;
  }

  takes(keyword: string): boolean {
    if (this.keyword !== keyword) return false;
    this.at += 1;
    return true;
  }

  mustTake(text: string): void {
    if (!this.isOperator(text) && this.keyword !== text) this.unexpected(text);
    this.at += 1;
  }

  mustWord(): Word {
    const token = this.token;
    if (token.kind !== "word") return this.unexpected();
    this.at += 1;
    return token.word;
  }

  skipNewlines(): void {
    while (this.isOperator("\n")) this.at += 1;
  }

  unexpected(expected?: string): never {
    const token = this.token;
    const wanted = expected === undefined ? "" : ` (expecting "${expected}")`;
    if (token.kind === "end") throw new Unfinished(`unexpected end of file${wanted}`, "end of file", token.line);
    const text = token.kind === "word" ? token.raw : token.text === "\n" ? "newline" : token.text;
    throw new ShellSyntaxError(`unexpected ${text === "newline" ? text : `"${text}"`}${wanted}`, text, token.line);
  }
}
