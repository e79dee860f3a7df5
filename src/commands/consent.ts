/** Before the first change to a cluster that is neither practice nor minikube's. */
import { consentTexts } from "../i18n/consent.ts";
import { UserError } from "../trouble.ts";
import type { OpenCluster, Ports } from "./ports.ts";

/** Throws UserError needs-yes without a terminal, not-wanted when the answer is no. */
export async function mayChange({ terminal, look }: Pick<Ports, "terminal" | "look">, { driver, foreign }: OpenCluster, yes: boolean): Promise<void> {
  if (!foreign || yes) return;
  const place = { cluster: driver.name, namespace: driver.namespace };
  if (terminal === undefined) throw new UserError({ code: "needs-yes", text: consentTexts.needsYes(place) });
  if (!(await terminal.prompts.confirm({ message: consentTexts.ask(place)[look.language], preset: false }))) {
    throw new UserError({ code: "not-wanted", text: consentTexts.notWanted(place) });
  }
}
