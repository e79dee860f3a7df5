import { defineConfig } from "vitest/config";
import { summaryReporter } from "./test/support/summary-reporter.ts";

/** Stop a practice cluster, or kill it, and expect its loopback address to be free still: no other cluster may start meanwhile. */
const alone = [
  "test/practice/daemon/*.test.ts",
  "test/practice/robustness/*.test.ts",
  "test/practice/minikube/command.test.ts",
  "test/cli/killed-walk.test.ts",
];
/** A test that hangs is ended by these; they measure nothing. What passes only at the second try is named at the end of the run. */
const limits = { testTimeout: 60_000, hookTimeout: 180_000, retry: 1 };

export default defineConfig({
  test: {
    maxConcurrency: 3,
    reporters: ["default", summaryReporter()],
    projects: [
      // More than two at once, and what waits for a cluster waits for the processor.
      { test: { ...limits, name: "beside", include: ["test/**/*.test.ts"], exclude: alone, maxWorkers: 2, sequence: { groupOrder: 0 } } },
      { test: { ...limits, name: "alone", include: alone, fileParallelism: false, sequence: { groupOrder: 1 } } },
    ],
  },
});
