import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPods, type Pod, type Pods } from "./pods.ts";

let pods: Pods;
let counter: Pod;

beforeEach(() => {
  pods = createPods();
  counter = pods.start("ghcr.io/subicura/counter", { env: { REDIS_HOST: "redis" } });
});

afterEach(() => pods.stopAll());

test.each([
  ["a function that calls itself", "f() { f; }; f", "Maximum function recursion depth (1000) reached"],
  ["an eval of itself", "e='eval $e'; eval $e", "Maximum function recursion depth (1000) reached"],
  ["a function that pipes into itself", "f() { f | f; }; f", "can't fork: Resource temporarily unavailable"],
])("%s ends alone", async (_what, script, why) => {
  expect((await counter.sh(script)).stderr).toContain(`sh: ${why}\n`);
  expect((await counter.sh("echo still here")).stdout).toBe("still here\n");
});

// An exec that the client leaves must not reject anywhere: an unhandled rejection ends the practice cluster.
test.each(["x=$(sleep 100)", "x=$(while :; do echo more; done)", "while :; do :; done", "sleep 100 | cat", "while :; do :; done & wait"])(
  "%s can be left by its client",
  async (script) => {
    const exec = counter.container.exec({ command: ["sh", "-c", script], tty: false, stdout: new PassThrough(), stderr: new PassThrough() });
    await sleep(5);
    exec.kill();
    expect(await exec.done).toEqual({ status: "exit", code: 137 });
    await sleep(5);
  },
);
