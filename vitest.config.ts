import { defineConfig } from "vitest/config";
import { summaryReporter } from "./test/support/summary-reporter.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // Files share the machine's loopback addresses, and each practice cluster takes one.
    fileParallelism: false,
    reporters: ["default", summaryReporter()],
  },
});
