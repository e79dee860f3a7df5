import { afterEach, beforeEach, expect, test } from "vitest";
import { createPods, type Pod, type Pods, until } from "./pods.ts";

let pods: Pods;

beforeEach(() => {
  pods = createPods();
});

afterEach(() => pods.stopAll());

const READY = "Ready to accept connections tcp";
const LISTENING = "Server listening at http://0.0.0.0:3000";
const CONNECTED = "server listening on http://0.0.0.0:3000";

const says = (pod: Pod, text: string) =>
  until(
    () => `"${text}" in the log, which is ${JSON.stringify(pod.log)}`,
    () => pod.log.some((line) => line.includes(text)),
  );

async function startRedis(): Promise<Pod> {
  const redis = pods.start("redis", { service: "redis" });
  await says(redis, READY);
  return redis;
}

const startCounter = (env: Readonly<Record<string, string>> = {}) =>
  pods.start("ghcr.io/subicura/counter", { name: "counter-abc", service: "counter", env: { REDIS_HOST: "redis", REDIS_PORT: "6379", ...env } });

async function startBoth(): Promise<{ readonly redis: Pod; readonly counter: Pod }> {
  const redis = await startRedis();
  const counter = startCounter();
  await says(counter, CONNECTED);
  return { redis, counter };
}

const curl = (pod: Pod, words: string) => pod.run(["curl", "-s", ...words.split(" ")]);

test("answers as the image does, header by header", async () => {
  const { counter } = await startBoth();
  expect(await curl(counter, "-i localhost:3000")).toEqual({
    code: 0,
    stdout: "HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 2\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n\r\n1\n",
    stderr: "",
  });
});

test("counts one by one, in the key count of redis", async () => {
  const { counter, redis } = await startBoth();
  expect((await curl(counter, "localhost:3000")).stdout).toBe("1\n");
  expect((await curl(counter, "counter:3000/?again")).stdout).toBe("2\n");
  expect((await redis.run(["redis-cli", "get", "count"])).stdout).toBe("2\n");
});

test("answers many at once with a number each", async () => {
  const { counter } = await startBoth();
  const answers = await Promise.all(Array.from({ length: 20 }, () => curl(counter, "localhost:3000")));
  expect(answers.map(({ stdout }) => Number(stdout)).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

test("has no other path and doesn't count what asks for one", async () => {
  const { counter } = await startBoth();
  expect((await curl(counter, "localhost:3000/favicon.ico")).stdout).toBe(
    '{"message":"Route GET:/favicon.ico not found","error":"Not Found","statusCode":404}',
  );
  expect((await curl(counter, "-X POST localhost:3000")).stdout).toBe('{"message":"Route POST:/ not found","error":"Not Found","statusCode":404}');
  expect((await curl(counter, "localhost:3000/none?a=1")).stdout).toContain('"Route GET:/none?a=1 not found"');
  const refusal = await curl(counter, "-i localhost:3000/favicon.ico");
  expect(refusal.stdout).toMatch(/^HTTP\/1\.1 404 Not Found\r\ncontent-type: application\/json; charset=utf-8\r\ncontent-length: 83\r\n/);
  expect(refusal.stdout).not.toMatch(/\bdate:/i);
  expect((await curl(counter, "localhost:3000")).stdout).toBe("1\n");
});

test("tells a value of count that is no number, and lives on", async () => {
  const { counter, redis } = await startBoth();
  await redis.run(["redis-cli", "set", "count", "many"]);
  expect(await curl(counter, "localhost:3000")).toMatchObject({
    stdout: '{"statusCode":500,"error":"Internal Server Error","message":"ERR value is not an integer or out of range"}',
  });
  await redis.run(["redis-cli", "del", "count"]);
  expect((await curl(counter, "localhost:3000")).stdout).toBe("1\n");
});

test("logs two lines, the second only once redis is connected", async () => {
  const counter = startCounter();
  await says(counter, "ENOTFOUND");
  expect(counter.log.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line))).toEqual([
    { level: 30, time: expect.any(Number), pid: expect.any(Number), hostname: "counter-abc", msg: LISTENING },
  ]);
  await startRedis();
  await says(counter, CONNECTED);
  expect(counter.log.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line).msg)).toEqual([LISTENING, CONNECTED]);
  expect(Object.keys(JSON.parse(counter.log[0]!))).toEqual(["level", "time", "pid", "hostname", "msg"]);
});

test("says again and again that the name of redis isn't known", async () => {
  const counter = startCounter({ REDIS_HOST: "redsi" });
  await until("three complaints", () => counter.log.filter((line) => line === "Redis Client Error Error: getaddrinfo ENOTFOUND redsi").length >= 3);
});

test("says that nobody listens on the port of redis", async () => {
  const other = pods.start("busybox", { service: "redis", command: ["sleep", "1000"] });
  const counter = startCounter();
  await says(counter, `Redis Client Error Error: connect ECONNREFUSED ${other.network.address}:6379`);
});

test("looks for redis at home when nobody names it", async () => {
  const counter = pods.start("ghcr.io/subicura/counter");
  await says(counter, "Redis Client Error Error: connect ECONNREFUSED 127.0.0.1:6379");
});

test("lets its clients wait while there is no redis", async () => {
  const counter = startCounter();
  await says(counter, LISTENING);
  const asked = await counter.run(["curl", "-m", "1", "localhost:3000"]);
  expect(asked).toMatchObject({ code: 28, stdout: "" });
  expect(asked.stderr).toMatch(/curl: \(28\) Operation timed out after \d+ milliseconds with 0 bytes received\n$/);
});

test("counts a request whose client has gone once redis is back", async () => {
  const { counter, redis } = await startBoth();
  expect((await curl(counter, "localhost:3000")).stdout).toBe("1\n");
  redis.container.stop(0);
  await redis.container.exited;
  expect((await curl(counter, "-m 1 localhost:3000")).code).toBe(28);
  await startRedis();
  expect((await curl(counter, "localhost:3000")).stdout).toBe("2\n");
});

test("tells a client whose request was lost with redis' connection, and doesn't ask again", async () => {
  const silent = pods.networks.attach("silent");
  pods.networks.lead("redis", silent);
  let asked = "";
  const listener = silent.listen(6379, (socket) => {
    socket.on("data", (chunk: Buffer) => {
      asked += chunk.toString();
    });
  });
  const counter = startCounter();
  await says(counter, CONNECTED);
  const lost = curl(counter, "localhost:3000");
  await until("the question", () => asked.includes("INCR"));
  await startRedis();
  listener.close();
  expect((await lost).stdout).toBe('{"statusCode":500,"error":"Internal Server Error","message":"Socket closed unexpectedly"}');
  expect((await curl(counter, "localhost:3000")).stdout).toBe("1\n");
});

test("answers a client that waited until redis came", async () => {
  const counter = startCounter();
  await says(counter, LISTENING);
  const waiting = curl(counter, "localhost:3000");
  await says(counter, "ENOTFOUND");
  await startRedis();
  expect(await waiting).toMatchObject({ code: 0, stdout: "1\n" });
});

test("crashes when a Service named redis has set REDIS_PORT for it", async () => {
  const counter = startCounter({ REDIS_PORT: "tcp://10.99.209.251:6379" });
  expect(await counter.container.exited).toEqual({ code: 1 });
  expect(counter.log).toContain("TypeError [ERR_INVALID_URL]: Invalid URL");
  expect(counter.log).toContain("  input: 'redis://redis:tcp://10.99.209.251:6379',");
  expect(counter.log.join("\n")).not.toContain("listening");
});

test("ends at SIGTERM, and its port with it", async () => {
  const { counter } = await startBoth();
  counter.container.stop(30);
  expect(await counter.container.exited).toMatchObject({ code: 143 });
  await expect(pods.networks.connect("counter", 3000)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
