/** The seven labs with their reference answers on every driver, and on a minikube in every shape that runs: the same report, or what can't be proved from there. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lab } from "../../grader/model.ts";
import { type Report, reportIn } from "../../grader/report.ts";
import { realClock } from "../../src/cli/compose/clock.ts";
import { createGrader } from "../../src/cli/compose/grader.ts";
import { createShelf } from "../../src/cli/compose/shelf.ts";
import { openCluster } from "../../src/cluster/choose.ts";
import type { ClusterKind, Driver } from "../../src/cluster/driver.ts";
import { emptyCluster } from "../../src/commands/exam/exam-room.ts";
import { examPatience, patienceFor, waitWhileOpen } from "../../src/commands/patience.ts";
import { createPlayer } from "../../src/commands/play.ts";
import { down, up } from "../../src/practice/daemon/control.ts";
import { testKubectl } from "../support/kubectl.ts";
import { type MinikubeShape, type RecordedComputer, recordedComputer } from "../support/recorded-minikube/start.ts";

const never = new AbortController().signal;
const root = fileURLToPath(new URL("../..", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "svclab-behind-"));
const ports = {
  shelf: createShelf({ root, preparedLabs: join(root, "dist/labs.json"), home, environment: process.env }),
  grader: createGrader(realClock),
  clock: realClock,
};
let nodeAddress: string;
let kubectl: string;
let practice: Driver;
let labs: readonly Lab[];
/** What the practice cluster's own driver was given: the measure of the others. */
const measure = new Map<string, unknown>();

beforeAll(async () => {
  [kubectl, { nodeAddress }, labs] = await Promise.all([testKubectl(), up({ home, env: process.env, temporary: true }), ports.shelf.labs()]);
  ({ driver: practice } = await openCluster({
    choice: { kind: "practice", name: "practice" },
    home,
    env: process.env,
    namespace: undefined,
    kubectl,
    signal: never,
  }));
  for (const lab of labs) measure.set(lab.name, folded(await walk(practice, lab), practice, nodeAddress));
}, 240_000);
afterAll(async () => {
  await down({ home });
  rmSync(home, { recursive: true, force: true });
});

test("on the practice cluster every lab earns full marks", () => {
  for (const [lab, report] of measure) expect({ lab, ...(report as Pick<Report, "earned">) }).toMatchObject({ lab, earned: (report as Report).possible });
});

const places: readonly (readonly [ClusterKind, string, MinikubeShape])[] = [
  ["minikube", "minikube", "docker-linux"],
  ["minikube", "minikube", "docker-darwin"],
  ["minikube", "minikube", "two-nodes"],
  ["kubeconfig", "work", "docker-linux"],
];

describe.skipIf(process.platform === "win32").each(places)("on %s %s, %s", (kind, name, shape) => {
  let computer: RecordedComputer;
  let driver: Driver;
  beforeAll(async () => {
    await emptyCluster(practice, never);
    if (shape === "two-nodes") await practice.run(["minikube", "node", "add"]);
    computer = await recordedComputer(shape, { practice: home, nodeAddress, kubectl });
    ({ driver } = await openCluster({
      choice: { kind, name },
      home: join(home, `learner-${shape}`),
      env: computer.env,
      namespace: undefined,
      kubectl,
      signal: never,
    }));
    await driver.prepare(never);
  });
  afterAll(async () => {
    if (shape === "two-nodes") await practice.run(["minikube", "node", "delete", "m02"]);
    await computer.remove();
  });

  test("every lab's reference answer gets the report that it gets on the practice cluster", async () => {
    for (const lab of labs) {
      const report = await walk(driver, lab);
      if (kind === "kubeconfig" && lab.name === "loadbalancer") expect(withoutAddress(report)).toEqual([]);
      else expect(folded(report, driver, computer.address), lab.name).toEqual(measure.get(lab.name));
      // Where the node can't be reached from this computer, each pass at its address says that it was asked elsewhere.
      const elsewhere = report.checks.flatMap(({ asked }) => asked?.via ?? []);
      expect(new Set(elsewhere), lab.name).toEqual(new Set(shape === "docker-darwin" && elsewhere.length > 0 ? ["minikube-ssh"] : []));
      if (shape === "docker-darwin" && lab.name === "nodeport") expect(elsewhere).toHaveLength(1);
    }
  }, 240_000);
});

/** No kubeconfig cluster has MetalLB for the asking: what hangs on an address can't be judged, and nothing else is missing. */
function withoutAddress({ checks }: Report): readonly string[] {
  return checks.filter(({ status }) => status === "failed").map(({ id }) => id);
}

async function walk(driver: Driver, lab: Lab): Promise<Report> {
  const { solution } = await ports.shelf.exam(lab);
  const player = await createPlayer({ ports, lab, driver, answer: solution, signal: never });
  const once = lab.steps.filter(({ checks }) => checks.some((check) => check.once === true)).map(({ id }) => id);
  const wait = async (patience: (report: Report) => number, steps?: readonly string[]): Promise<Report> => {
    const again = () => player.look(steps);
    const sight = await waitWhileOpen({
      first: await again(),
      again,
      patience: ({ report }) => patience(report),
      changes: (signal) => driver.changes(signal),
      clock: realClock,
      signal: never,
    });
    return sight.report;
  };
  try {
    while ((await player.next()) !== undefined) if (once.length > 0) await wait((report) => patienceFor(report, lab), once);
    return await wait((report) => (report.earned === report.possible || isCut(report) ? 0 : examPatience(report)));
  } finally {
    await player.remove();
  }
}

function isCut({ checks }: Report): boolean {
  return checks.some(({ why }) => why?.code === "no-balancer");
}

/** Addresses, names of clusters and namespaces, and the places from which it was asked differ; nothing else may. */
function folded(report: Report, driver: Driver, address: string): unknown {
  const checks = report.checks.map(({ asked: _, ...check }) => check);
  const text = JSON.stringify({ ...reportIn("en", { ...report, checks }), cluster: undefined });
  return JSON.parse(text.replaceAll(address, "NODE").replaceAll(driver.namespace, "NAMESPACE")) as unknown;
}
