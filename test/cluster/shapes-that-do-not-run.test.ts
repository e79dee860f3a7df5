/** A minikube that does not run, in every recorded shape: how it stands and the way out are said, nothing is started, and nobody is marked wrong. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realClock } from "../../src/cli/compose/clock.ts";
import { createGrader } from "../../src/cli/compose/grader.ts";
import { createShelf } from "../../src/cli/compose/shelf.ts";
import { chooseCluster, openCluster } from "../../src/cluster/choose.ts";
import type { ClusterState, Driver } from "../../src/cluster/driver.ts";
import { down, up } from "../../src/practice/daemon/control.ts";
import { testKubectl } from "../support/kubectl.ts";
import { type MinikubeShape, type RecordedComputer, recordedComputer } from "../support/recorded-minikube/start.ts";

const never = new AbortController().signal;
const root = fileURLToPath(new URL("../..", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "svclab-still-"));
let kubectl: string;
let nodeAddress: string;

beforeAll(async () => {
  [kubectl, { nodeAddress }] = await Promise.all([testKubectl(), up({ home, env: process.env, temporary: true })]);
}, 120_000);
afterAll(async () => {
  await down({ home });
  rmSync(home, { recursive: true, force: true });
});

const shapes: readonly (readonly [MinikubeShape, ClusterState["status"], string])[] = [
  ["stopped", "stopped", "minikube start"],
  ["paused", "stopped", "minikube unpause"],
  ["deleted", "absent", "minikube start"],
  ["missing", "absent", "minikube start"],
  ["docker-down", "unreachable", "Docker"],
];

describe.skipIf(process.platform === "win32").each(shapes)("a minikube that is %s", (shape, status, wayOut) => {
  let computer: RecordedComputer;
  let driver: Driver;
  beforeAll(async () => {
    computer = await recordedComputer(shape, { practice: home, nodeAddress, kubectl });
    ({ driver } = await openCluster({
      choice: { kind: "minikube", name: "minikube" },
      home: join(home, `learner-${shape}`),
      env: computer.env,
      namespace: undefined,
      kubectl,
      signal: never,
    }));
  });
  afterAll(() => computer.remove());

  test("says how it stands and what to do, in both languages", async () => {
    const state = await driver.state(never);
    expect(state.status).toBe(status);
    if (state.status === "running") return;
    expect(state.advice.en).toContain(wayOut);
    expect(state.advice.ko).toContain(wayOut);
  });

  test("is not taken by itself", async () => {
    const request = { cluster: undefined, context: undefined, profile: undefined, last: undefined, signal: never } as const;
    expect((await chooseCluster({ ...request, home: join(home, "nobody"), env: computer.env })).choice.kind).toBe("practice");
  });

  test("leaves every check of every lab unjudged or held, none wrong but the questions that are open", async () => {
    const shelf = createShelf({ root, preparedLabs: join(root, "dist/labs.json"), home, environment: process.env });
    const grader = createGrader(realClock);
    for (const lab of await shelf.labs()) {
      const asked = new Set(lab.steps.flatMap(({ checks }) => checks.flatMap(({ kind, id }) => (kind === "ask" ? [id] : []))));
      const { report } = await grader.look({ lab, driver, answers: {}, passed: [], files: [], folder: home, signal: never });
      const wrong = report.checks.filter(({ id, status: marked }) => marked === "passed" || (marked === "failed" && !asked.has(id)));
      expect({ lab: lab.name, wrong }).toEqual({ lab: lab.name, wrong: [] });
    }
  });

  test("is neither started, stopped nor deleted by any of this", () => {
    expect(computer.calls().filter((line) => /\b(?:start|stop|delete|pause|unpause)\b/.test(line))).toEqual([]);
    expect(computer.calls()).not.toEqual([]);
  });
});
