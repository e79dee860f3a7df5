import type { Lab } from "../../grader/model.ts";
import type { Driver } from "../cluster/driver.ts";
import { screens } from "../i18n/screens.ts";
import type { Ports } from "./ports.ts";
import { told } from "./told.ts";

/** What could not be judged has its reason in the cluster's own state, where that is not running. Whoever has begun nothing yet hears how to begin. */
export async function tellState(
  { output, look, signal, terminal, progress }: Pick<Ports, "output" | "look" | "signal" | "terminal" | "progress">,
  { driver, lab }: { readonly driver: Driver; readonly lab: Lab },
): Promise<void> {
  const state = await driver.state(signal);
  if (state.status === "running") return;
  output.say(told(state.advice, { look, terminal }));
  const { lab: walked } = await progress.read();
  if (walked === undefined) output.say(told(screens.toBegin(`svclab start ${lab.name}`), { look, terminal }));
}
