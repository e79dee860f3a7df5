import { afterEach, beforeEach, expect, test } from "vitest";
import { createPods, type Pod, type Pods, until } from "./pods.ts";

let pods: Pods;
let echo: Pod;

beforeEach(async () => {
  pods = createPods();
  echo = pods.start("ghcr.io/subicura/echo:v1");
  await until("echo listens", () => echo.log.length >= 2);
});

afterEach(() => pods.stopAll());

test("tar packs files and unpacks them elsewhere", async () => {
  const long = "x".repeat(120);
  const script = `mkdir -p /tmp/a/sub && echo one > /tmp/a/one && echo two > /tmp/a/sub/${long} && cd /tmp && tar cf - a | tar xmf - -C /root && cat /root/a/one /root/a/sub/${long}`;
  expect(await echo.sh(script)).toEqual({ code: 0, stdout: "one\ntwo\n", stderr: "" });
});

test("tar lists an archive, and tells what is none", async () => {
  expect(await echo.sh("echo hi > /tmp/f && tar -cf /tmp/f.tar -C /tmp f && tar tf /tmp/f.tar")).toEqual({ code: 0, stdout: "f\n", stderr: "" });
  expect(await echo.sh("echo no archive | tar xf -")).toMatchObject({ code: 1, stderr: "tar: short read\n" });
  expect(await echo.sh("tar cf - /tmp/missing > /dev/null")).toMatchObject({
    code: 1,
    stderr: "tar: /tmp/missing: No such file or directory\ntar: error exit delayed from previous errors\n",
  });
});

test("netstat shows what listens", async () => {
  const { stdout } = await echo.run(["netstat", "-tln"]);
  expect(stdout.split("\n").slice(2, 3)[0]?.split(/\s+/)).toEqual(["tcp", "0", "0", "0.0.0.0:3000", "0.0.0.0:*", "LISTEN", ""]);
});

test("the app is a child of tini, which hands on its signals", async () => {
  const { stdout } = await echo.run(["ps"]);
  expect(stdout).toMatch(/ {4}1 root {6}0:00 \/sbin\/tini -- node app\.js\n {4}7 root {6}0:00 node app\.js\n/);
  echo.container.stop(30);
  expect(await echo.container.exited).toMatchObject({ code: 143 });
});
