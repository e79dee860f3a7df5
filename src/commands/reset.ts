import { resetTexts } from "../i18n/reset.ts";
import { withoutLab } from "../progress/progress.ts";
import { UserError } from "../trouble.ts";
import { mayChange } from "./consent.ts";
import { targetNamed } from "./find-lab.ts";
import type { ClusterWishes, ExitCode, Ports } from "./ports.ts";
import { changeLab, sessionOf } from "./session.ts";
import { told } from "./told.ts";

export interface ResetRequest extends ClusterWishes {
  readonly target: string;
  readonly yes: boolean;
}

/** A lab: removes what it owns on the cluster, and its progress; the learner's files stay. A step: its progress alone. */
export async function reset(ports: Ports, request: ResetRequest): Promise<ExitCode> {
  const { lab, step } = targetNamed(request.target, await ports.shelf.labs());
  const cluster = await ports.clusters.open(request);
  const session = sessionOf(lab, cluster.driver);
  if (step !== undefined) {
    const ids = new Set(step.checks.map(({ id }) => id));
    const without = <T>(record: Readonly<Record<string, T>>, gone: (key: string) => boolean): Readonly<Record<string, T>> =>
      Object.fromEntries(Object.entries(record).filter(([key]) => !gone(key)));
    await changeLab(ports, session, (known) => ({
      ...known,
      marks: without(known.marks, (id) => ids.has(id)),
      answers: without(known.answers, (id) => ids.has(id)),
      hints: without(known.hints, (id) => id === step.id),
      hinted: without(known.hinted ?? {}, (id) => id === step.id),
      solutions: without(known.solutions, (id) => id === step.id),
      step: step.id,
    }));
    ports.output.print(told(resetTexts.stepDone(`${lab.name}/${step.id}`), ports));
    return 0;
  }
  await mayChange(ports, cluster, request.yes);
  await mustBeWanted(ports, request, lab.owns.map(({ kind, name }) => `${kind}/${name}`).join(", "));
  for (const { kind, name, namespace } of lab.owns) {
    const place = kind === "Namespace" ? [] : ["-n", namespace ?? cluster.driver.namespace];
    const result = await cluster.driver.run(["kubectl", "delete", kind, name, "--ignore-not-found", ...place], { timeoutMs: 60_000, signal: ports.signal });
    if (result.stdout !== "") ports.output.say(result.stdout.trimEnd());
    if (result.exitCode !== 0)
      throw new UserError({ code: "reset-failed", text: resetTexts.failed({ object: `${kind}/${name}`, said: result.stderr.trim() }), exitCode: 3 });
  }
  await ports.progress.update((known) => withoutLab(known, session.place));
  ports.output.print(told(resetTexts.labDone({ lab: lab.name, folder: ports.shelf.shownFolder(lab) }), ports));
  return 0;
}

async function mustBeWanted({ terminal, look }: Ports, { yes }: ResetRequest, objects: string): Promise<void> {
  if (yes) return;
  if (terminal === undefined) throw new UserError({ code: "needs-yes", text: resetTexts.needsYes(objects) });
  if (!(await terminal.prompts.confirm({ message: resetTexts.ask(objects)[look.language], preset: false }))) {
    throw new UserError({ code: "not-wanted", text: resetTexts.notWanted });
  }
}
