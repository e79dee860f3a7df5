import { afterEach, beforeEach, expect, test } from "vitest";
import { createPods, type Pods, until } from "./pods.ts";

let pods: Pods;

beforeEach(() => {
  pods = createPods();
});

afterEach(() => pods.stopAll());

const start = (script: string) => pods.start("busybox", { command: ["sh", "-c", script] });

test("a trap runs when the command at work has ended, and may end the shell", async () => {
  const pod = start("trap 'echo bye; exit 3' TERM; echo up; while true; do sleep 1; done");
  await until("it is up", () => pod.log.includes("up"));
  pod.container.stop(600);
  expect(await pod.container.exited).toEqual({ code: 3 });
  expect(pod.log).toEqual(["up", "bye"]);
});

test("wait doesn't keep a trap waiting", async () => {
  const pod = start("trap 'echo bye; exit 0' TERM; echo up; sleep 100000 & wait");
  await until("it is up", () => pod.log.includes("up"));
  pod.container.stop(600);
  expect(await pod.container.exited).toEqual({ code: 0 });
});

test("an empty trap ignores a signal, and one taken back doesn't", async () => {
  expect(await start("sleep 600").sh("trap '' TERM; kill $$; echo still; trap - TERM; kill $$; sleep 1; echo not")).toMatchObject({
    code: 143,
    stdout: "still\n",
  });
});

test("the trap of the end runs last, whatever ends the shell", async () => {
  const pod = start("sleep 600");
  expect(await pod.sh("trap 'echo last' EXIT; echo first; exit 4")).toMatchObject({ code: 4, stdout: "first\nlast\n" });
  expect(await pod.sh("trap 'echo outer' EXIT; (echo inner)")).toMatchObject({ code: 0, stdout: "inner\nouter\n" });
});

test("process 1 without a trap for it doesn't hear SIGTERM", async () => {
  const pod = start("trap 'echo hup' HUP; echo up; while true; do sleep 1; done");
  await until("it is up", () => pod.log.includes("up"));
  pod.container.stop(3);
  expect(await pod.container.exited).toEqual({ code: 137, signal: 9 });
});
