/** Marks while pods come and go: once a state is reached and passed, looking again passes. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Lab } from "../../grader/model.ts";
import { realClock } from "../../src/cli/compose/clock.ts";
import { createGrader } from "../../src/cli/compose/grader.ts";
import { openCluster } from "../../src/cluster/choose.ts";
import type { Driver } from "../../src/cluster/driver.ts";
import { loadLabs } from "../../src/labs/load-labs.ts";
import { down, up } from "../../src/practice/daemon/control.ts";
import { testKubectl } from "../support/kubectl.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "svclab-rollout-"));
const never = new AbortController().signal;
/** Looks after the first that passed. */
const STILL = 8;
let driver: Driver;
let lab: Lab;

beforeAll(async () => {
  await up({ home, env: process.env });
  const kubectl = await testKubectl();
  ({ driver } = await openCluster({ choice: { kind: "practice", name: "practice" }, home, env: process.env, namespace: undefined, kubectl, signal: never }));
  lab = (await loadLabs(join(root, "labs"))).find(({ name }) => name === "echo")!;
  await kubectlRuns("apply", "-f", join(root, "solutions/06-echo/echo-svc.yml"));
});
afterAll(async () => {
  await down({ home });
  rmSync(home, { recursive: true, force: true });
});

async function kubectlRuns(...argv: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await driver.run(["kubectl", ...argv], { timeoutMs: 60_000 });
  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
}

/** What a look finds wrong; empty: full marks. */
async function look(): Promise<readonly string[]> {
  const { report } = await createGrader(realClock).look({ lab, driver, answers: {}, passed: [], files: [], folder: "", signal: never });
  const questions = new Set(lab.steps.flatMap(({ checks }) => checks.filter(({ kind }) => kind === "ask").map(({ id }) => id)));
  return report.checks.flatMap(({ id, status, findings, why }) =>
    status === "passed" || questions.has(id) ? [] : [`${id} ${status} ${findings[0]?.code ?? why?.code ?? ""}`.trim()],
  );
}

/** All looks from when the command begins until one passes after it has ended. */
async function looksUntilPassed(deed: Promise<void>): Promise<readonly (readonly string[])[]> {
  const looks: (readonly string[])[] = [];
  let isOver = false;
  const ended = deed.then(() => {
    isOver = true;
  });
  for (;;) {
    const wasOver = isOver;
    const seen = await look();
    looks.push(seen);
    if (wasOver && seen.length === 0) break;
  }
  await ended;
  return looks;
}

test.each([
  ["a restart", ["rollout", "restart", "deployment/echo"], ["rollout", "status", "deployment/echo", "--timeout=60s"]],
  ["pods that are deleted", ["delete", "pods", "-l", "app=echo", "--wait=false"], ["rollout", "status", "deployment/echo", "--timeout=60s"]],
  ["scaling down and up", ["scale", "deployment/echo", "--replicas=1"], ["scale", "deployment/echo", "--replicas=3"]],
])(
  "what has passed after %s stays passed, and meanwhile nothing but what is under way or was done is named",
  async (what, first, second) => {
    const both = kubectlRuns(...first).then(() => kubectlRuns(...second));
    const during = (await looksUntilPassed(both)).flat();
    const after: (readonly string[])[] = [];
    for (let turn = 0; turn < STILL; turn += 1) after.push(await look());
    expect(after.flat()).toEqual([]);
    const mistakes = during.filter((seen) => !/ (blocked|unknown)|failed (starting|rolling-out|endpoints-pending|not-answering|backends-missed)/.test(seen));
    expect(what === "scaling down and up" ? mistakes.filter((seen) => !/field-differs|too-few-pods/.test(seen)) : mistakes).toEqual([]);
  },
  180_000,
);
