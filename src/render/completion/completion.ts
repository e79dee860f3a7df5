/** What Tab offers, as data, and as the script of a shell. */
import { bashCompletion } from "./bash.ts";
import { fishCompletion } from "./fish.ts";
import { zshCompletion } from "./zsh.ts";

export interface CompletionNode {
  /** The words before the cursor that lead here: `cluster up`; "" at the start. */
  readonly path: string;
  readonly words: readonly Described[];
  /** True: names of files are offered too. */
  readonly files: boolean;
  readonly flags: readonly CompletionFlag[];
}

export interface Described {
  readonly word: string;
  readonly about: string;
}

export interface CompletionFlag extends Described {
  /** Undefined: it takes no value; empty: any. */
  readonly values: readonly string[] | undefined;
}

export type CompletionShell = "bash" | "zsh" | "fish";

export function renderCompletion(shell: CompletionShell, nodes: readonly CompletionNode[]): string {
  switch (shell) {
    case "bash":
      return bashCompletion(nodes);
    case "zsh":
      return zshCompletion(nodes);
    case "fish":
      return fishCompletion(nodes);
  }
}
