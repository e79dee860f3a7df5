/** One look: observed through the driver, judged by the grader. */
import type { Clock, Grader } from "../../commands/ports.ts";
import { createDryRuns } from "./dry-run.ts";

export function createGrader(clock: Clock): Grader {
  const dryRuns = createDryRuns();
  return {
    async look({ lab, steps, driver, answers, passed, files, signal }) {
      const [{ observe }, { grade }] = await Promise.all([import("../../../grader/observe.ts"), import("../../../grader/report.ts")]);
      const { kind, name, namespace } = driver;
      const observation = await observe({
        lab,
        steps,
        port: {
          list: (query, limit) => driver.reading.list(query, limit),
          probe: (request, limit) => driver.reading.probe(request, limit),
          dryRun: dryRuns(driver),
        },
        cluster: { kind, name, namespace },
        answers,
        passed,
        files,
        now: clock.now(),
        signal,
      });
      return { observation, report: grade(lab, observation, { steps }) };
    },
  };
}
