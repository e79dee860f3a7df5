import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import type { Pod } from "../../../src/practice/objects.ts";
import { type RunningEngine, runEngine } from "../../support/practice-engine.ts";
import { eventually } from "../../support/practice-registry.ts";
import { toyImages } from "../../support/toy-images.ts";

let cluster: RunningEngine | undefined;
afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
});

test("who joins a container that has ended is told what nobody has read of its log, and that once", async () => {
  const images = toyImages({
    brief: ({ log }, exit) => {
      log("stdout", "one");
      log("stderr", "two");
      exit({ code: 0 });
    },
  });
  cluster = runEngine({ images, address: "127.0.49.84" });
  const { registry, engine } = cluster;
  registry.create("v1/pods", {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "brief", namespace: "default" },
    spec: { restartPolicy: "Never", containers: [{ name: "c", image: "brief" }] },
  } as unknown as Pod);
  await eventually<Pod>(registry, "v1/pods", (all) => all.some(({ metadata, status }) => metadata.name === "brief" && status?.phase === "Succeeded"));
  const target = { namespace: "default", pod: "brief", container: "c" };
  const join = async (): Promise<readonly string[]> => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    await engine.runtime.attach(target, { stdout, stderr }).done;
    stdout.end();
    stderr.end();
    return Promise.all([text(stdout), text(stderr)]);
  };
  expect(await join()).toEqual(["one\n", "two\n"]);
  expect(await join()).toEqual(["", ""]);
});
