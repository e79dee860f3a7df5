import { exitCodeOf, renderReport } from "./check.ts";
import { createEventQueue } from "./event-queue.ts";
import { labNamed } from "./find-lab.ts";
import type { ClusterWishes, ExitCode, Ports } from "./ports.ts";
import { keepMarks, lookAt, sessionOf } from "./session.ts";
import { standing } from "./standing.ts";
import { watchChanges } from "./watch-changes.ts";

/** Marks on every change and prints what has changed, until all marks are earned (0) or Ctrl-C (130). */
export async function watch(ports: Ports, request: ClusterWishes & { readonly lab: string | undefined }): Promise<ExitCode> {
  const labs = await ports.shelf.labs();
  const next = standing(labs, await ports.progress.read()).find((row) => row.next)?.lab ?? labs[0];
  const lab = request.lab === undefined && next !== undefined ? next : labNamed(request.lab ?? "", labs);
  const { driver } = await ports.clusters.open(request);
  const session = sessionOf(lab, driver);
  const queue = createEventQueue<"changed" | "over">();
  const over = new AbortController();
  const signal = AbortSignal.any([ports.signal, over.signal]);
  ports.signal.addEventListener("abort", () => queue.push("over"), { once: true });
  const watching = watchChanges({ driver, clock: ports.clock, signal, onChange: () => queue.push("changed") });
  let shown = "";
  try {
    for (let event: "changed" | "over" = "changed"; event === "changed"; event = await queue.next()) {
      const sight = await lookAt(ports, session);
      if (ports.signal.aborted) break;
      const text = renderReport(sight.report, ports);
      if (text !== shown) {
        if (ports.terminal === undefined) ports.output.print(text);
        else ports.terminal.screen.page(text);
        shown = text;
        await keepMarks(ports, session, sight);
      }
      if (exitCodeOf(sight.report) === 0) return 0;
    }
    return 130;
  } finally {
    over.abort();
    await watching;
  }
}
