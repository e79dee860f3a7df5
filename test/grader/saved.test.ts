import { describe, expect, it } from "vitest";
import { grade, type Lab, type Observation } from "../../grader/index.ts";
import { markedText, missingFrom, readSaved, type Saved } from "../../grader/saved.ts";
import { withoutSecrets } from "../../grader/without-secrets.ts";
import { echoLab } from "./support/labs.ts";
import { deployment, service } from "./support/objects.ts";
import { healthyAnswers, look } from "./support/world.ts";

const token = `eyJ${"a".repeat(20)}.${"b".repeat(20)}.${"c".repeat(20)}`;
const secrets = [
  { name: "DB_PASSWORD", value: "hunter2" },
  { name: "API_TOKEN", value: "t0ps3cret" },
  { name: "REDIS_HOST", value: "redis" },
];
const marks = {
  managedFields: [{ manager: "kubectl" }],
  annotations: { "kubectl.kubernetes.io/last-applied-configuration": '{"env":"hunter2"}', note: "kept" },
};
const objects = [
  ...deployment({ name: "echo", labels: { app: "echo" }, image: "ghcr.io/subicura/echo:v1", replicas: 3, container: { env: secrets } }).map((object) => ({
    ...object,
    metadata: { ...object.metadata, ...marks, annotations: { ...object.metadata.annotations, ...marks.annotations } },
  })),
  service({ name: "echo", type: "NodePort", selector: { app: "ehco" }, ports: [{ port: 3000, targetPort: 3000, nodePort: 32000 }] }),
];
const files = [
  { path: "echo-svc.yml", text: "kind: Service\n" },
  { path: "mine.yml", text: "apiVersion: v1\nkind: Secret\ndata: {password: aHVudGVyMg==}\n" },
];

async function seen(): Promise<Observation> {
  const observation = await look(echoLab, { objects, answer: healthyAnswers(objects), files });
  return {
    ...observation,
    world: { ...observation.world, logs: [{ namespace: "default", pod: "p", container: "c", previous: false, lines: [`Bearer ${token}`] }] },
  };
}

async function saved(change: (saved: Record<string, unknown>) => void = () => {}): Promise<string> {
  const whole: Saved = { formatVersion: 1, lab: "echo", labDigest: "x", observation: withoutSecrets(await seen()) };
  const copy = JSON.parse(JSON.stringify(whole)) as Record<string, unknown>;
  change(copy);
  return JSON.stringify(copy);
}

describe("a saved observation", () => {
  it("is judged as it was when it was seen", async () => {
    const read = readSaved(await saved());
    expect(read.status).toBe("read");
    if (read.status === "read") expect(JSON.stringify(grade(echoLab, read.saved.observation))).toBe(JSON.stringify(grade(echoLab, await seen())));
  });

  it("holds no secret and no managed field", async () => {
    const text = await saved();
    for (const secret of ["hunter2", "t0ps3cret", "aHVudGVyMg", token, "managedFields"]) expect(text).not.toContain(secret);
    for (const kept of ["REDIS_HOST", '"redis"', '"note":"kept"', "echo-svc.yml"]) expect(text).toContain(kept);
  });

  it("wants every list that its lab's verdicts hang on", async () => {
    const read = readSaved(
      await saved((document) => {
        const { world } = document.observation as { world: { lists: { query: { kind: string } }[] } };
        world.lists = world.lists.filter(({ query }) => query.kind !== "Pod");
      }),
    );
    expect(read.status === "read" && missingFrom(read.saved, echoLab)).toBe("observation.world.lists: Pod");
  });

  it("names a step that the lab hasn't", async () => {
    const read = readSaved(await saved((document) => (document.steps = ["nowhere"])));
    expect(read.status === "read" && missingFrom(read.saved, echoLab)).toBe("steps: nowhere");
  });
});

// biome-ignore lint/suspicious/noExplicitAny: a document of any shape is the point.
type Change = (document: { formatVersion: unknown; lab: unknown; labDigest: unknown; steps: unknown; observation: any }) => void;
const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });
const changes: Readonly<Record<string, readonly [Change, unknown]>> = {
  "no format": [(document) => delete document.formatVersion, { status: "other" }],
  "a newer format": [(document) => (document.formatVersion = 2), { status: "newer", formatVersion: 2 }],
  "no digest": [(document) => delete document.labDigest, { status: "other" }],
  "steps of no use": [(document) => (document.steps = "service"), { status: "misshapen", path: "steps" }],
  "the observation of another lab": [(document) => (document.observation.lab = "counter"), { status: "misshapen", path: "observation.lab" }],
  "no observation": [(document) => delete document.observation, { status: "misshapen", path: "observation" }],
  "no world": [(document) => delete document.observation.world, { status: "misshapen", path: "observation.world" }],
  "lists that are none": [(document) => (document.observation.world.lists = {}), { status: "misshapen", path: "observation.world.lists" }],
  "an object without a name": [
    (document) => delete document.observation.world.lists[0].result.items[0].metadata.name,
    { status: "misshapen", path: "observation.world.lists.0.result.items.0.metadata.name" },
  ],
  "an item that is null": [
    (document) => (document.observation.world.lists[0].result.items[0] = null),
    { status: "misshapen", path: "observation.world.lists.0.result.items.0" },
  ],
  "labels that are no texts": [
    (document) => (document.observation.world.lists[0].result.items[0].metadata.labels = { app: 7 }),
    { status: "misshapen", path: "observation.world.lists.0.result.items.0.metadata.labels.app" },
  ],
  "an answer that is no text": [(document) => (document.observation.answers = { x: [] }), { status: "misshapen", path: "observation.answers.x" }],
  "a cluster of another kind": [(document) => (document.observation.cluster.kind = "cloud"), { status: "misshapen", path: "observation.cluster.kind" }],
  "an object that is nested too deep": [
    (document) => (document.observation.world.lists[0].result.items[0].spec = nested(200)),
    { status: "misshapen", path: "world.lists.0.result.items.0" },
  ],
};

describe("a file that was damaged or changed", () => {
  it.each(Object.entries(changes))("is turned away: %s", async (_what, [change, expected]) => {
    const read = readSaved(await saved(change as never));
    expect(read).toMatchObject(
      read.status === "misshapen" ? { ...(expected as object), path: expect.stringContaining((expected as { path: string }).path) } : (expected as object),
    );
    expect(read.status).toBe((expected as { status: string }).status);
  });

  it("is turned away when it is cut", async () => {
    const text = await saved();
    expect(readSaved(text.slice(0, text.length / 2))).toEqual({ status: "no-json" });
    expect(readSaved("")).toEqual({ status: "no-json" });
  });

  it.each(["null", "7", "[]", '"text"', "{}"])("is turned away when it is another document: %s", (text) => {
    expect(readSaved(text).status).toBe("other");
  });

  it("is turned away when it names what objects inherit", async () => {
    const text = (await saved()).replace('"world":{', '"world":{"__proto__":{"polluted":true},');
    expect(readSaved(text)).toEqual({ status: "misshapen", path: "observation.world.__proto__" });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("what a lab marks", () => {
  const changed = (change: (check: Record<string, unknown>) => void): Lab => {
    const copy = JSON.parse(JSON.stringify(echoLab)) as { steps: { checks: Record<string, unknown>[] }[] };
    change(copy.steps[0]!.checks[0]!);
    return copy as never;
  };

  it("is the same where only words have changed", () => {
    expect(markedText(changed((check) => (check.title = { ko: "새 제목", en: "new" })))).toBe(markedText(echoLab));
  });

  it("is another where a wish or a mark has changed", () => {
    expect(markedText(changed((check) => (check.wants = { spec: { replicas: 4 } })))).not.toBe(markedText(echoLab));
    expect(markedText(changed((check) => (check.marks = 9)))).not.toBe(markedText(echoLab));
  });
});
