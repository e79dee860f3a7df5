import { afterEach, beforeEach, expect, test } from "vitest";
import { createPods, type Pod, type Pods } from "./pods.ts";

let pods: Pods;
let redis: Pod;
let counter: Pod;

beforeEach(() => {
  pods = createPods();
  redis = pods.start("redis", { service: "redis" });
  counter = pods.start("ghcr.io/subicura/counter", { env: { REDIS_HOST: "redis" } });
});

afterEach(() => pods.stopAll());

const SERVER = "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n";

test("a name without a dot is asked for in every search domain, and each that has none is told", async () => {
  const missing = ["svc.cluster.local", "cluster.local"].map((domain) => `** server can't find redis.${domain}: NXDOMAIN\n\n`).join("");
  expect(await counter.run(["nslookup", "redis"])).toEqual({
    code: 1,
    stdout: `${SERVER}Name:\tredis.default.svc.cluster.local\nAddress: ${redis.network.address}\n\n${missing}\n${missing}`,
    stderr: "",
  });
});

test("a full name is found, and has no IPv6 address", async () => {
  expect(await counter.run(["nslookup", "redis.default.svc.cluster.local"])).toEqual({
    code: 0,
    stdout: `${SERVER}Name:\tredis.default.svc.cluster.local\nAddress: ${redis.network.address}\n\n\n`,
    stderr: "",
  });
});

test("a name with a dot is asked for as it stands", async () => {
  expect(await counter.run(["nslookup", "redis.default"])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining("** server can't find redis.default: NXDOMAIN\n"),
  });
});

test("only the type asked for is shown", async () => {
  const { stdout } = await counter.run(["nslookup", "-type=srv", "redis.default.svc.cluster.local"]);
  expect(stdout).toBe(`${SERVER}\n`);
  expect(await counter.run(["nslookup", "-type=nonsense", "redis"])).toMatchObject({ code: 1, stderr: 'nslookup: invalid query type "NONSENSE"\n' });
});

test("busybox 1.28 completes names as other programs do", async () => {
  const old = pods.start("busybox:1.28", { command: ["sleep", "60"] });
  expect(await old.run(["nslookup", "redis"])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`Name:      redis\nAddress 1: ${redis.network.address}\n`),
  });
  expect(await old.run(["nslookup", "redsi"])).toMatchObject({ code: 1, stderr: "nslookup: can't resolve 'redsi'\n" });
});

test("getent is there in Alpine and Debian, and not in busybox alone", async () => {
  for (const pod of [counter, redis])
    expect(await pod.run(["getent", "hosts", "redis"])).toMatchObject({ code: 0, stdout: expect.stringContaining(redis.network.address) });
  expect(await pods.start("busybox", { command: ["sleep", "60"] }).run(["getent", "hosts", "redis"])).toMatchObject({ code: 127 });
});
