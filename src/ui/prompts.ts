/** Questions to the person at the terminal. The only door to inquirer; it is loaded when first needed. */
import type { Prompts } from "../commands/ports.ts";
import { screens } from "../i18n/screens.ts";
import type { Look } from "../render/look.ts";
import type { Suspension } from "./suspension.ts";

export interface PromptsOptions {
  readonly signal: AbortSignal;
  readonly onInterrupt: () => void;
  readonly suspension: Suspension;
  readonly look: () => Look;
  /** Of the window. */
  readonly rows: () => number;
}

/** `signal`: a question that is open when it aborts is taken back. `onInterrupt`: Ctrl-C was pressed at a question. After Ctrl-Z it is asked anew. */
export function createPrompts({ signal, onInterrupt, suspension, look, rows }: PromptsOptions): Prompts {
  const prompt = async <T>(question: Record<string, unknown>): Promise<T> => {
    const { default: inquirer } = await import("inquirer");
    const ui = inquirer.createPromptModule();
    const pending = ui([{ ...question, name: "answer" }] as never) as unknown as Promise<{ answer: T }> & { ui?: { close?: () => void } };
    const takeBack = (): void => pending.ui?.close?.();
    signal.addEventListener("abort", takeBack, { once: true });
    let stopped = false;
    const forget = suspension.onStop(() => {
      stopped = true;
      takeBack();
    });
    try {
      return (await pending).answer;
    } catch (error) {
      if (error instanceof Error && (error.name === "ExitPromptError" || error.name === "AbortPromptError")) {
        if (stopped) {
          await suspension.suspend();
          return prompt<T>(question);
        }
        onInterrupt();
        throw signal.reason ?? new DOMException("interrupted", "AbortError");
      }
      throw error;
    } finally {
      forget();
      signal.removeEventListener("abort", takeBack);
    }
  };
  return {
    choose: ({ message, choices, preset }) =>
      prompt({
        type: "select",
        message,
        choices,
        loop: false,
        // The question stands above the choices, how to choose below them.
        pageSize: Math.max(3, Math.min(12, rows() - 4)),
        theme: { style: { keysHelpTip: () => screens.keysTip[look().language] } },
        ...(preset === undefined ? {} : { default: preset }),
      }),
    ask: ({ message }) => prompt({ type: "input", message }),
    confirm: ({ message, preset }) => prompt({ type: "confirm", message, default: preset }),
  };
}
