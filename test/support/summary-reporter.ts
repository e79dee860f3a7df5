import type { Reporter, TestModule } from "vitest/node";

/**
 * Prints the totals as the last line of a run, in words that any log reader understands: `12 passed, 0 failed`. Tests that passed only when they were
 * tried again are named before it: they want mending, and must not hide behind the second try.
 */
export function summaryReporter(): Reporter {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
      for (const module of modules) count(module, counts);
      const again = modules.flatMap((module) => [...module.children.allTests()]).filter((test) => test.diagnostic()?.flaky === true);
      const shaky = again.map((test) => `passed when tried again: ${test.module.relativeModuleId} > ${test.fullName}\n`).join("");
      const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
      process.once("exit", () => process.stdout.write(`\n${shaky}${counts.passed} passed, ${counts.failed} failed${skipped}\n`));
    },
  };
}

function count(module: TestModule, counts: { passed: number; failed: number; skipped: number }): void {
  const tests = [...module.children.allTests()];
  for (const test of tests) {
    const state = test.result().state;
    if (state === "passed") counts.passed += 1;
    else if (state === "skipped") counts.skipped += 1;
    else counts.failed += 1;
  }
  // A file that broke before it could collect its tests has failed as one.
  if (module.state() === "failed" && tests.every((test) => test.result().state !== "failed")) counts.failed += 1;
}
