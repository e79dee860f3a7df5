import type { Ports } from "../commands/ports.ts";
import { misuse } from "../i18n/misuse.ts";
import { type CompletionShell, renderCompletion } from "../render/completion/completion.ts";
import { UserError } from "../trouble.ts";
import { completionNodes } from "./completion-nodes.ts";

const shells: readonly string[] = ["bash", "zsh", "fish"] satisfies readonly CompletionShell[];

/** Prints the script; throws UserError unknown-shell. */
export async function completion({ shelf, output, look }: Pick<Ports, "shelf" | "output" | "look">, shell: string): Promise<0> {
  if (!isKnown(shell)) throw new UserError({ code: "unknown-shell", text: misuse.unknownShell(shell) });
  output.print(renderCompletion(shell, completionNodes(await shelf.labs(), look.language)).trimEnd());
  return 0;
}

function isKnown(shell: string): shell is CompletionShell {
  return shells.includes(shell);
}
