import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Lab } from "../../../grader/model.ts";
import { realClock } from "../../../src/cli/compose/clock.ts";
import { createGrader } from "../../../src/cli/compose/grader.ts";
import { createShelf } from "../../../src/cli/compose/shelf.ts";
import { openCluster } from "../../../src/cluster/choose.ts";
import type { Driver } from "../../../src/cluster/driver.ts";
import { emptyCluster } from "../../../src/commands/exam/exam-room.ts";
import { foundationOf, layFoundation } from "../../../src/commands/foundation.ts";
import { down, up } from "../../../src/practice/daemon/control.ts";
import { testKubectl } from "../../support/kubectl.ts";
import { labs, languages, root } from "../course.ts";
import { walk } from "./newcomer.ts";
import type { Typist } from "./typist.ts";

/** Lines that are typed to see them refused, and the exit code of that. */
const meantToFail: Readonly<Record<string, number>> = {
  "kubectl exec deploy/redis -- getent hosts kube-dns": 2,
  'kubectl patch svc counter-np -p \'{"spec":{"ports":[{"port":3000,"nodePort":32768}]}}\'': 1,
  // The shell in the container ends with the exit code of telnet, which was cut off.
  exit: 1,
};
/** Answers that don't stand in what was typed word for word: a name to be put together, things to be counted. */
const toBeWorkedOut = ["dns-name", "both"];
/** Commands of the texts that never end, ask back, or change what the steps after need. */
const notTyped = [/^minikube tunnel$/, /^minikube addons configure/, /^minikube node/, / -n m02\)/, /^kubectl delete svc hello-insdie$/];
/** A mere word of the language: `kubectl exec`. */
const isNamed = (command: string): boolean => /^(kubectl (exec|scale|describe pod)|curl)$/.test(command);

const never = new AbortController().signal;
const home = mkdtempSync(join(tmpdir(), "svclab-typing-"));
let driver: Driver;

beforeAll(async () => {
  const kubectl = await testKubectl();
  await up({ home, env: process.env });
  ({ driver } = await openCluster({ choice: { kind: "practice", name: "practice" }, home, env: process.env, namespace: undefined, kubectl, signal: never }));
});
afterAll(async () => {
  await down({ home });
  rmSync(home, { recursive: true, force: true });
});

const inOrder = labs.map((lab) => ({ name: lab.name, lab }));

describe("what the screens invite to type, word for word, earns everything", { timeout: 240_000 }, () => {
  it.each(inOrder)("in the labs one after another: $name", ({ lab }) => walkWell(lab));

  // `svclab verify` examines every lab alone; the last one builds on what is farthest away.
  it.each(inOrder.slice(-1))("in $name alone, on an empty cluster that start has prepared", async ({ lab }) => {
    await emptyCluster(driver, never);
    const ports = { shelf: createShelf({ root, preparedLabs: "", home, environment: {} }), grader: createGrader(realClock), signal: never };
    for (const base of foundationOf(lab, labs)) await layFoundation(ports, { lab: base, driver });
    await walkWell(lab);
  });
});

/** The echo exercise is its table: whoever writes the manifests right has full marks, and no question stands in the way. */
const marksByManifests = ["echo/reach"];

async function walkWell(lab: Lab): Promise<void> {
  await walk(lab, driver, async ({ step, typed, answers, before, earned, possible }, typist) => {
    const at = `${lab.name}/${step.id}`;
    expect(earned, at).toBe(possible);
    // A step with a file is done already here, where the whole file was finished for the step before it.
    if (step.files.length === 0 && !marksByManifests.includes(at)) expect(before, `${at} is passed before anything is done`).toBeLessThan(possible);
    for (const { line, code, said } of typed) if (code !== undefined) expect(code, `${at}: ${line}\n${said}`).toBe(meantToFail[line] ?? 0);
    const shown = typed.map(({ said }) => said).join("\n");
    for (const check of step.checks) {
      if (check.kind === "ask" && check.choices === undefined && !toBeWorkedOut.includes(check.id))
        expect(shown, `${at}: ${check.id}`).toContain(answers[check.id]);
    }
    await typeTheTexts(lab, step.id, typist);
  });
}

/** The commands that the texts, hints and explanations of a step speak of, and those that are typed where there is no minikube. */
async function typeTheTexts(lab: Lab, id: string, typist: Typist): Promise<void> {
  const step = lab.steps.find((each) => each.id === id);
  const texts = languages.flatMap((language) => {
    const { text, task, hints, why } = step?.prose[language] ?? { text: "", task: "", hints: [], why: "" };
    return [text, task, ...hints, why];
  });
  const spoken = texts.flatMap((text) => [...text.matchAll(/`((?:kubectl|minikube|curl)\b[^`]*)`/g)].map(([, command]) => command ?? ""));
  const commands = new Set([...spoken, ...(step?.elsewhere ?? [])]);
  for (const command of commands) {
    if (isNamed(command) || notTyped.some((pattern) => pattern.test(command))) continue;
    const { code, said } = await typist.type(command);
    expect(code, `${lab.name}/${id}: ${command}\n${said}`).toBe(0);
  }
}
