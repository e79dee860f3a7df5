/** What a lab needs and a cluster of somebody's own may lack, said before anything is made there. */
import type { Check, Lab } from "../../grader/model.ts";
import type { Driver } from "../cluster/driver.ts";
import { consentTexts } from "../i18n/consent.ts";
import { UserError } from "../trouble.ts";
import type { Ports, TerminalPorts } from "./ports.ts";
import { told } from "./told.ts";

/** Throws UserError not-wanted where the learner would rather not. */
export async function forewarn(
  ports: Pick<Ports, "output" | "look" | "signal" | "terminal">,
  { prompts }: Pick<TerminalPorts, "prompts">,
  { lab, driver, yes }: { readonly lab: Lab; readonly driver: Driver; readonly yes: boolean },
): Promise<void> {
  const atBalancer = marksOf(lab, needsAddress);
  const atNode = marksOf(lab, needsNode);
  if (driver.means === undefined || atBalancer + atNode === 0) return;
  const means = await driver.means(ports.signal);
  const lacksBalancer = atBalancer > 0 && means.balancer === "not-seen";
  const lacksNode = atNode > 0 && means.node !== "reached";
  if (!lacksBalancer && !lacksNode) return;
  if (lacksBalancer) ports.output.say(told(consentTexts.noBalancer({ cluster: driver.name, marks: atBalancer }), ports));
  if (lacksNode) ports.output.say(told(consentTexts.nodeCut({ cluster: driver.name, marks: atNode }), ports));
  ports.output.say(told(consentTexts.allOnPractice(lab.name), ports));
  if (yes || (await prompts.confirm({ message: consentTexts.hereAllTheSame[ports.look.language], preset: !lacksBalancer }))) return;
  throw new UserError({ code: "not-wanted", text: consentTexts.notWanted({ cluster: driver.name, namespace: driver.namespace }) });
}

function marksOf({ steps }: Lab, needs: (check: Check) => boolean): number {
  return steps.flatMap(({ checks }) => checks.filter(needs)).reduce((sum, { marks }) => sum + marks, 0);
}

function needsAddress(check: Check): boolean {
  return check.kind === "addon" || check.kind === "pool" || check.kind === "address" || placeOf(check) === "load-balancer";
}

function needsNode(check: Check): boolean {
  return placeOf(check) === "node";
}

function placeOf(check: Check): "node" | "load-balancer" | "pod" | undefined {
  if (check.kind === "http") return check.from;
  return check.kind === "counts" && "service" in check.via ? check.via.from : undefined;
}
