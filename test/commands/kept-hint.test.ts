import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { grade } from "../../grader/index.ts";
import { keptTrue, nextHint } from "../../src/commands/hint.ts";
import type { Session } from "../../src/commands/session.ts";
import { createProgressStore } from "../../src/progress/progress-store.ts";
import { echoLab as lab } from "../grader/support/labs.ts";
import { deployment, service } from "../grader/support/objects.ts";
import { healthyAnswers, look } from "../grader/support/world.ts";

const home = mkdtempSync(join(tmpdir(), "svclab-kept-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const ports = { progress: createProgressStore({ home, onSetAside: () => {} }) };
const session = { lab, place: { cluster: "practice/practice/default", lab: lab.name } } as Session;
const step = lab.steps[1]!;
const pods = deployment({ name: "echo", labels: { app: "echo" }, image: "ghcr.io/subicura/echo:v1", replicas: 3 });

async function seen(selector: string, targetPort: number) {
  const objects = [...pods, service({ name: "echo", type: "NodePort", selector: { app: selector }, ports: [{ port: 3000, targetPort, nodePort: 32000 }] })];
  const observation = await look(lab, { objects, answer: healthyAnswers(objects) });
  return { session, step, sight: { observation, report: grade(lab, observation) } };
}

describe("a hint that stands on the screen", () => {
  it("gives way to the new cause where it was computed, and stays where it was written", async () => {
    const [selector, port] = [await seen("ehco", 3000), await seen("echo", 3001)];
    const first = await nextHint(ports, selector);
    expect(first).toMatchObject({ place: { number: 1, of: 3 }, text: { en: "Look closely at: Service echo · spec.selector" } });
    expect(await keptTrue(ports, first, selector)).toEqual(first);
    expect(await keptTrue(ports, first, port)).toMatchObject({
      place: { number: 1 },
      text: { en: "Look closely at: Service echo · spec.ports[0].targetPort" },
    });
    const second = await nextHint(ports, port);
    expect(second.place).toEqual({ number: 2, of: 3 });
    expect(await keptTrue(ports, second, selector)).toBe(second);
  });
});
