/**
 * kubectl sessions recorded on a real Kubernetes 1.36 with kubectl 1.36, replayed on the practice cluster: each step must come out alike.
 * The scenarios run in their order on one cluster, each on what the one before left.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { down, up } from "../../../src/practice/daemon/control.ts";
import { testKubectl } from "../../support/kubectl.ts";
import { playSession, type SessionShell, type SessionStep } from "../../support/session.ts";

const recordings = fileURLToPath(new URL("../../recordings/conformance", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "svclab-conformance-"));
let shell: SessionShell;

beforeAll(async () => {
  const kubectl = dirname(await testKubectl());
  const cluster = await up({ home, env: process.env });
  const env = { ...process.env, PATH: `${kubectl}${delimiter}${process.env.PATH}`, HOME: home, KUBECONFIG: cluster.kubeconfig, LC_ALL: "C.UTF-8", TZ: "UTC" };
  shell = { folder: join(recordings, "manifests"), env };
});

afterAll(async () => {
  await down({ home });
  rmSync(home, { recursive: true, force: true });
});

for (const file of readdirSync(join(recordings, "scenarios")).sort()) {
  const name = file.replace(/\.txt$/, "");
  test(`the session ${name} comes out as on a real Kubernetes`, { timeout: 180_000 }, async () => {
    const expected = JSON.parse(readFileSync(join(recordings, "recorded", "1.36", `${name}.json`), "utf8")) as readonly SessionStep[];
    const played = await playSession(readFileSync(join(recordings, "scenarios", file), "utf8"), shell);
    expect(expected.length).toBeGreaterThan(0);
    expect(played).toEqual(expected);
  });
}
