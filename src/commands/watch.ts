import { screens } from "../i18n/screens.ts";
import { renderKeys } from "../render/keys-line.ts";
import type { Page } from "../render/page.ts";
import type { ShownReport } from "../render/report.ts";
import { exitCodeOf, renderReport } from "./check.ts";
import { createEventQueue } from "./event-queue.ts";
import { labNamed } from "./find-lab.ts";
import type { ClusterWishes, ExitCode, Ports, TerminalPorts } from "./ports.ts";
import { keepMarks, lookAt, sessionOf } from "./session.ts";
import { standing } from "./standing.ts";
import { watchChanges } from "./watch-changes.ts";

type WatchEvent = "changed" | "over" | "quit";

/** Marks on every change and shows how things stand, until all marks are earned or the learner leaves (0), or Ctrl-C (130). */
export async function watch(ports: Ports, request: ClusterWishes & { readonly lab: string | undefined }): Promise<ExitCode> {
  const labs = await ports.shelf.labs();
  const next = standing(labs, await ports.progress.read()).find((row) => row.next)?.lab ?? labs[0];
  const lab = request.lab === undefined && next !== undefined ? next : labNamed(request.lab ?? "", labs);
  const { driver } = await ports.clusters.open(request);
  const session = sessionOf(lab, driver);
  const queue = createEventQueue<WatchEvent>();
  const over = new AbortController();
  const signal = AbortSignal.any([ports.signal, over.signal]);
  ports.signal.addEventListener("abort", () => queue.push("over"), { once: true });
  const watching = watchChanges({ driver, clock: ports.clock, signal, onChange: () => queue.push("changed") });
  const board = ports.terminal === undefined ? printedBoard(ports) : drawnBoard(ports, ports.terminal, (event) => queue.push(event));
  let last: ShownReport | undefined;
  try {
    for (let event: WatchEvent = "changed"; event === "changed"; event = await queue.next()) {
      const sight = await lookAt(ports, session);
      if (ports.signal.aborted) return 130;
      last = sight.report;
      if (board.show(sight.report)) await keepMarks(ports, session, sight);
      if (exitCodeOf(sight.report) === 0) return 0;
    }
    return ports.signal.aborted ? 130 : 0;
  } finally {
    over.abort();
    board.close();
    if (ports.terminal !== undefined && last !== undefined) ports.output.print(renderReport(last, ports));
    await watching;
  }
}

interface Board {
  /** True when it shows something new. */
  show(report: ShownReport): boolean;
  close(): void;
}

function printedBoard(ports: Ports): Board {
  let shown = "";
  return {
    show(report) {
      const text = renderReport(report, ports);
      if (text === shown) return false;
      shown = text;
      ports.output.print(text);
      return true;
    },
    close() {},
  };
}

function drawnBoard(ports: Ports, terminal: TerminalPorts, push: (event: WatchEvent) => void): Board {
  let known: ShownReport | undefined;
  const show = (): void => screen.show(pageOf(known, ports));
  const screen = terminal.screen.open({
    onKey(key) {
      if (key === "q") push("quit");
      if (key !== "g") return;
      ports.speak(ports.look.language === "ko" ? "en" : "ko");
      show();
    },
    onResize: show,
  });
  show();
  return {
    show(report) {
      const isNew = JSON.stringify(report) !== JSON.stringify(known);
      if (isNew && ports.bell && known !== undefined && report.earned > known.earned) screen.bell();
      known = report;
      show();
      return isNew;
    },
    close: () => screen.close(),
  };
}

function pageOf(report: ShownReport | undefined, ports: Ports): Page {
  const foot = renderKeys([report === undefined ? screens.marking : screens.watching, screens.keyLanguage, screens.keyQuit], ports.look);
  return { name: "watch", head: "", parts: report === undefined ? [] : [{ name: "report", text: renderReport(report, ports) }], folds: [], foot };
}
