import type { Lab, Step } from "../../../grader/model.ts";
import { renderEndPage } from "../../render/end-page.ts";
import { createEventQueue } from "../event-queue.ts";
import type { Ports, TerminalPorts } from "../ports.ts";
import { lookAt, readLab, type Session } from "../session.ts";
import { brokenStep } from "./broken-step.ts";

export type EndOutcome = { readonly kind: "next-lab" | "list" | "quit" } | { readonly kind: "go"; readonly step: Step };

export interface EndOptions {
  readonly ports: Ports;
  readonly terminal: TerminalPorts;
  readonly session: Session;
  readonly next: Lab | undefined;
}

/** The end of a lab, until the learner says where to go on. */
export async function showEnd({ ports, terminal, session, next }: EndOptions): Promise<EndOutcome> {
  const { lab } = session;
  const [{ marks }, { report }] = await Promise.all([readLab(ports, session), lookAt(ports, session)]);
  const broken = brokenStep(lab.steps, report, Object.keys(marks));
  const back = broken ?? lab.steps.find(({ checks }) => checks.some(({ id }) => marks[id] === undefined));
  const queue = createEventQueue<string>();
  const onAbort = (): void => queue.push("q");
  ports.signal.addEventListener("abort", onAbort, { once: true });
  const page = () => renderEndPage({ lab, marks, broken, next }, ports.look);
  const screen = terminal.screen.open({ onKey: (key) => queue.push(key), onResize: () => screen.show(page()) });
  screen.show(page());
  try {
    for (;;) {
      const key = await queue.next();
      if (key === "q") return { kind: "quit" };
      if (key === "l" || (key === "enter" && next === undefined)) return { kind: "list" };
      if (key === "enter") return { kind: "next-lab" };
      if (key === "b" && back !== undefined) return { kind: "go", step: back };
      if (key === "g") {
        ports.speak(ports.look.language === "ko" ? "en" : "ko");
        screen.show(page());
      }
    }
  } finally {
    ports.signal.removeEventListener("abort", onAbort);
    screen.close();
  }
}
