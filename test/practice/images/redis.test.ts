import type { Duplex } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPods, type Pod, type Pods, until } from "./pods.ts";

let pods: Pods;
let redis: Pod;

beforeEach(async () => {
  pods = createPods();
  redis = pods.start("redis", { service: "redis" });
  await until("redis is ready", () => redis.log.some((line) => line.endsWith("Ready to accept connections tcp")));
});

afterEach(() => pods.stopAll());

const cli = (line: string, stdin?: string) => redis.run(["redis-cli", ...line.split(" ").filter(Boolean)], stdin);

interface Wire {
  send(bytes: string): void;
  /** Settles when so much has come, no more. */
  receives(bytes: string): Promise<void>;
  readonly closed: Promise<void>;
}

async function wire(): Promise<Wire> {
  const socket: Duplex = await pods.networks.connect("redis", 6379);
  let received = "";
  socket.on("data", (chunk: Buffer) => {
    received += chunk.toString("latin1");
  });
  return {
    send: (bytes) => void socket.write(bytes),
    async receives(bytes) {
      await until(`${JSON.stringify(bytes)}`, () => received.length >= bytes.length);
      expect(received).toBe(bytes);
      received = "";
    },
    closed: new Promise((resolve) => socket.on("end", () => resolve())),
  };
}

test("says in its log that it accepts connections", () => {
  expect(redis.log.at(-1)).toMatch(/^1:M \d\d \w{3} \d{4} \d\d:\d\d:\d\d\.\d{3} \* Ready to accept connections tcp$/);
});

test("answers raw to a program", async () => {
  expect(await cli("incr count")).toEqual({ code: 0, stdout: "1\n", stderr: "" });
  expect(await cli("INCR count")).toMatchObject({ stdout: "2\n" });
  expect(await cli("get count")).toMatchObject({ stdout: "2\n" });
  expect(await cli("keys *")).toMatchObject({ stdout: "count\n" });
  expect(await cli("get nothing")).toMatchObject({ stdout: "\n" });
});

test("answers with types when it is asked to", async () => {
  expect(await cli("--no-raw incr count")).toMatchObject({ stdout: "(integer) 1\n" });
  expect(await cli("--no-raw get count")).toMatchObject({ stdout: '"1"\n' });
  expect(await cli("--no-raw keys *")).toMatchObject({ stdout: '1) "count"\n' });
  expect(await cli("--no-raw keys x*")).toMatchObject({ stdout: "(empty array)\n" });
  expect(await cli("--no-raw get nothing")).toMatchObject({ stdout: "(nil)\n" });
  expect(await cli("--no-raw set a b")).toMatchObject({ stdout: "OK\n" });
});

test("answers with types at a terminal, and raw there with --raw", async () => {
  const typed = redis.open(["redis-cli", "incr", "count"]);
  expect(await typed.code).toBe(0);
  expect(typed.screen()).toBe("(integer) 1\r\n");
  const raw = redis.open(["redis-cli", "--raw", "incr", "count"]);
  await raw.code;
  expect(raw.screen()).toBe("2\r\n");
});

test("has a prompt at a terminal", async () => {
  const session = redis.open(["redis-cli"]);
  await session.ends("127.0.0.1:6379> ");
  session.type("get count\r");
  await session.ends("get count\r\n(nil)\r\n127.0.0.1:6379> ");
  session.type("quit\r");
  expect(await session.code).toBe(0);
});

test("reads commands from its standard input, each answered in turn", async () => {
  expect(await cli("", 'set greeting "two words"\nget greeting\n\nincr count\n')).toEqual({ code: 0, stdout: "OK\ntwo words\n1\n", stderr: "" });
});

test("tells a host whose name isn't known", async () => {
  expect(await cli("-h redsi ping")).toEqual({ code: 1, stdout: "", stderr: "Could not connect to Redis at redsi:6379: Name or service not known\n" });
});

test("tells a port where nothing listens", async () => {
  expect(await cli("-p 6380 ping")).toEqual({ code: 1, stdout: "", stderr: "Could not connect to Redis at 127.0.0.1:6380: Connection refused\n" });
});

test("tells a value of the wrong type", async () => {
  await cli("lpush queue a");
  expect(await cli("incr queue")).toMatchObject({ stdout: expect.stringMatching(/^WRONGTYPE Operation against a key holding the wrong kind of value\n/) });
  expect(await cli("--no-raw get queue")).toMatchObject({ stdout: expect.stringMatching(/^\(error\) WRONGTYPE /) });
});

test("tells a value that is no number", async () => {
  await cli("set word hello");
  expect((await cli("incr word")).stdout).toMatch(/^ERR value is not an integer or out of range\n/);
});

test("tells a command it doesn't know, and one with too few words", async () => {
  expect((await cli("incrr count 5")).stdout).toMatch(/^ERR unknown command 'incrr', with args beginning with: 'count' '5' \n/);
  expect((await cli("get")).stdout).toMatch(/^ERR wrong number of arguments for 'get' command\n/);
});

test("redis-cli takes an error for an answer, unless it is told not to", async () => {
  expect(await cli("get")).toMatchObject({ code: 0, stderr: "" });
  expect(await cli("-e get")).toEqual({ code: 1, stdout: "", stderr: "ERR wrong number of arguments for 'get' command\n" });
});

test("hangs up on HTTP without a word", async () => {
  const counter = pods.start("ghcr.io/subicura/counter");
  expect(await counter.run(["curl", "-s", "redis:6379"])).toEqual({ code: 52, stdout: "", stderr: "" });
  expect(await counter.run(["curl", "redis:6379"])).toMatchObject({ code: 52, stderr: expect.stringMatching(/curl: \(52\) Empty reply from server\n$/) });
});

test("waits for the rest of a frame that comes in pieces", async () => {
  const { send, receives } = await wire();
  for (const byte of "*2\r\n$4\r\nINCR\r\n$5\r\ncount\r\n") {
    send(byte);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await receives(":1\r\n");
});

test("answers frames that come together in their order", async () => {
  const { send, receives } = await wire();
  send("*2\r\n$4\r\nINCR\r\n$5\r\ncount\r\nPING\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$2\r\nhi\r\n*2\r\n$3\r\nGET\r\n$1\r\na\r\n*1\r\n$4\r\nPI");
  await receives(":1\r\n+PONG\r\n+OK\r\n$2\r\nhi\r\n");
  send("NG\r\n");
  await receives("+PONG\r\n");
});

test("keeps bytes that are no text", async () => {
  const { send, receives } = await wire();
  send("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$4\r\na\r\n\0\r\nGET k\r\n");
  await receives("+OK\r\n$4\r\na\r\n\0\r\n");
});

test("ends a connection whose frames are broken, and serves the others", async () => {
  const [broken, other] = [await wire(), await wire()];
  broken.send("*1\r\n+PING\r\n");
  await broken.receives("-ERR Protocol error: expected '$', got '+'\r\n");
  await broken.closed;
  other.send("PING\r\n");
  await other.receives("+PONG\r\n");
});

test("forgets everything with its container", async () => {
  await cli("incr count");
  redis.container.stop(30);
  expect(await redis.container.exited).toMatchObject({ code: 0 });
  expect(redis.log.at(-1)).toMatch(/# Redis is now ready to exit, bye bye\.\.\.$/);
  redis = pods.start("redis", { service: "redis" });
  await until("redis is ready again", () => redis.log.some((line) => line.endsWith("Ready to accept connections tcp")));
  expect(await cli("dbsize")).toMatchObject({ stdout: "0\n" });
});

test.each([[["--appendonly", "yes"]], [["redis-server", "--appendonly", "yes"]]])("its entry point takes %j for redis-server", async (args) => {
  const other = pods.start("redis", { name: "other", args });
  await until("redis is ready", () => other.log.some((line) => line.endsWith("Ready to accept connections tcp")));
  expect(await other.run(["redis-cli", "ping"])).toMatchObject({ stdout: "PONG\n" });
});

test.each([
  ["ping a b", "ERR wrong number of arguments for 'ping' command"],
  ["set a 1 EX", "ERR syntax error"],
  ["setex a 0 1", "ERR invalid expire time in 'setex' command"],
  ["incrbyfloat a x", "ERR value is not a valid float"],
  ["renamenx nope a", "ERR no such key"],
])("refuses `%s` in redis' words, and ends them with an empty line for a program", async (line, why) => {
  expect((await cli(line)).stdout).toBe(`${why}\n\n`);
});

test.each([
  ["set word hello", "getrange word 1 -2", "ell"],
  ["set price 10.5", "incrbyfloat price 0.1", "10.6"],
  ["set word hello", "renamenx word other", "1"],
  ["set word hello", "touch word nope", "1"],
  ["psetex word 100000 hello", "ttl word", "100"],
])("%s; %s", async (before, line, answer) => {
  await cli(before);
  expect((await cli(line)).stdout).toBe(`${answer}\n`);
});

test("reads maps after HELLO 3", async () => {
  expect((await cli("hello 3")).stdout).toMatch(/^server\nredis\nversion\n/);
  expect((await cli("--no-raw hello 3")).stdout).toMatch(/^1# "server" => "redis"\n2# "version" => "/);
});
