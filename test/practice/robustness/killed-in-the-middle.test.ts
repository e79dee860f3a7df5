/**
 * The process of the practice cluster is killed (SIGKILL) at random moments while a client writes without pause. Whatever the API
 * acknowledged must be there when it comes back. KILLS (default 4) says how often; KILL_SEED repeats a run.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { down, up } from "../../../src/practice/daemon/control.ts";
import { practicePaths } from "../../../src/practice/daemon/paths.ts";
import { askCluster } from "../../../src/practice/daemon/private-client.ts";
import { seededRandom } from "../../support/random.ts";

const home = mkdtempSync(join(tmpdir(), "svclab-killed-"));
const paths = practicePaths(home);
const kills = Number(process.env.KILLS ?? 4);
const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);
const collection = "/api/v1/namespaces/default/configmaps";

afterAll(async () => {
  await down({ home });
  rmSync(home, { recursive: true, force: true });
});

test(`after ${kills} kills every acknowledged object is there (seed ${seed})`, { timeout: 900_000 }, async () => {
  const random = seededRandom(seed);
  const acknowledged = new Map<string, string>();
  for (let round = 0; round < kills; round += 1) {
    const cluster = await up({ home, env: process.env });
    const wait = random.below(400);
    await writeUntilDead(round, acknowledged, () => setTimeout(() => process.kill(cluster.pid, "SIGKILL"), wait));
  }
  await up({ home, env: process.env });
  const reply = await askCluster(paths, { method: "GET", path: collection, timeoutMs: 10_000 });
  const items = (reply.status === "answered" ? (reply.body as { items: { metadata: { name: string }; data?: Record<string, string> }[] }).items : []).map(
    ({ metadata, data }) => [metadata.name, data?.turn] as const,
  );
  const found = new Map(items);
  expect(acknowledged.size).toBeGreaterThan(0);
  for (const [name, turn] of acknowledged) expect(Number(found.get(name)), `${name} as it was acknowledged, or newer`).toBeGreaterThanOrEqual(Number(turn));
});

/** Creates and updates ConfigMaps one after another; notes what was answered with success. `began` is called after the first of them. */
async function writeUntilDead(round: number, acknowledged: Map<string, string>, began: () => void): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const name = `c-${round}-${turn % 50}`;
    const body = { apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: { turn: String(turn), padding: "x".repeat(turn % 4000) } };
    const exists = turn >= 50;
    const reply = await askCluster(paths, { method: exists ? "PUT" : "POST", path: exists ? `${collection}/${name}` : collection, body, timeoutMs: 5000 });
    if (reply.status !== "answered") return;
    if (reply.code < 300) acknowledged.set(name, String(turn));
    if (turn === 0) began();
  }
}
