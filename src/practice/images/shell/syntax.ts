/** What the parser makes of a script. */
export type Node =
  | {
      readonly kind: "simple";
      readonly assignments: readonly Assignment[];
      readonly words: readonly Word[];
      readonly redirections: readonly Redirection[];
      readonly line: number;
    }
  | { readonly kind: "pipeline"; readonly stages: readonly Node[]; readonly negated: boolean; readonly timed: boolean }
  | { readonly kind: "and" | "or"; readonly left: Node; readonly right: Node }
  | { readonly kind: "list"; readonly items: readonly { readonly node: Node; readonly background: boolean }[] }
  | { readonly kind: "group" | "subshell"; readonly body: Node; readonly redirections: readonly Redirection[] }
  | {
      readonly kind: "if";
      readonly branches: readonly { readonly test: Node; readonly body: Node }[];
      readonly otherwise: Node | undefined;
      readonly redirections: readonly Redirection[];
    }
  | { readonly kind: "while" | "until"; readonly test: Node; readonly body: Node; readonly redirections: readonly Redirection[] }
  | {
      readonly kind: "for";
      readonly name: string;
      readonly words: readonly Word[] | undefined;
      readonly body: Node;
      readonly redirections: readonly Redirection[];
    }
  | {
      readonly kind: "case";
      readonly subject: Word;
      readonly arms: readonly { readonly patterns: readonly Word[]; readonly body: Node }[];
      readonly redirections: readonly Redirection[];
    }
  | { readonly kind: "function"; readonly name: string; readonly body: Node };

export interface Assignment {
  readonly name: string;
  readonly value: Word;
}

export interface Redirection {
  readonly fd: number | undefined;
  readonly operator: ">" | ">>" | "<" | ">&" | "<&" | "<<" | "<<<" | ">|" | "<>";
  /** The file, the descriptor, or the text of a here-document. */
  readonly target: Word;
}

export type Word = readonly Part[];

/** `quoted`: no splitting and no file names. */
export type Part =
  | { readonly kind: "text"; readonly text: string; readonly quoted: boolean }
  | { readonly kind: "parameter"; readonly name: string; readonly operator: string; readonly word: Word; readonly quoted: boolean }
  | { readonly kind: "command"; readonly script: string; readonly quoted: boolean }
  | { readonly kind: "arithmetic"; readonly expression: Word; readonly quoted: boolean };

export type Token =
  | { readonly kind: "word"; readonly word: Word; readonly raw: string; readonly line: number; readonly joined: boolean }
  | { readonly kind: "operator"; readonly text: string; readonly line: number }
  | { readonly kind: "end"; readonly line: number };

/** The script is wrong; `token` is what stood where it may not. */
export class ShellSyntaxError extends Error {
  readonly token: string;
  readonly line: number;

  constructor(message: string, token: string, line: number) {
    super(message);
    this.name = "ShellSyntaxError";
    this.token = token;
    this.line = line;
  }
}

/** The script stops in the middle: an interactive shell asks for more. */
export class Unfinished extends ShellSyntaxError {}
