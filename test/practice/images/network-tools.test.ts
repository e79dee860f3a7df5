import { afterEach, beforeEach, expect, test } from "vitest";
import { createPods, type Pod, type Pods, until } from "./pods.ts";

let pods: Pods;
let redis: Pod;
let counter: Pod;

beforeEach(async () => {
  pods = createPods();
  redis = pods.start("redis", { service: "redis" });
  counter = pods.start("ghcr.io/subicura/counter", { env: { REDIS_HOST: "redis" } });
  await until("redis is ready", () => redis.log.some((line) => line.endsWith("Ready to accept connections tcp")));
  await redis.run(["redis-cli", "set", "count", "2"]);
});

afterEach(() => pods.stopAll());

test("telnet shows redis' replies as they stand on the wire", async () => {
  // The terminal puts a CR before each LF, whatever stands there.
  const session = counter.open(["sh"]);
  await session.ends("/app # ");
  session.type("telnet redis 6379\r");
  await session.ends("Connected to redis\r\n");
  session.type("dbsize\r");
  await session.ends("dbsize\r\n:1\r\r\n");
  session.type("keys *\r");
  await session.ends("keys *\r\n*1\r\r\n$5\r\r\ncount\r\r\n");
  session.type("get count\r");
  await session.ends("get count\r\n$1\r\r\n2\r\r\n");
  session.type("quit\r");
  await session.ends("quit\r\n+OK\r\r\nConnection closed by foreign host\r\n/app # ");
  session.type("echo $?\r");
  await session.ends("echo $?\r\n1\r\n/app # ");
});

test("telnet with all its input at once leaves before a reply", async () => {
  expect(await counter.sh("printf 'get count\\r\\nquit\\r\\n' | telnet redis 6379")).toEqual({ code: 0, stdout: "Connected to redis\n", stderr: "" });
  expect(await counter.run(["telnet", "redis", "6379"], "get count\nquit\n")).toEqual({ code: 0, stdout: "Connected to redis\n", stderr: "" });
});

test("telnet with its input spaced out shows the replies", async () => {
  expect(await counter.sh("(sleep 1; echo get count; sleep 1; echo quit; sleep 1) | telnet redis 6379")).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^Connected to redis\n\$1\r\n2\r\n\+OK\r\n/),
  });
});

test("telnet tells a name that isn't known and a port where nobody listens", async () => {
  expect(await counter.run(["telnet", "redsi", "6379"])).toEqual({ code: 1, stdout: "", stderr: "telnet: bad address 'redsi'\n" });
  expect(await counter.run(["telnet", "redis", "6380"])).toEqual({
    code: 1,
    stdout: "",
    stderr: `telnet: can't connect to remote host (${redis.network.address}): Connection refused\n`,
  });
});

test("nc waits for the replies", async () => {
  expect(await counter.sh("printf 'GET count\\r\\nquit\\r\\n' | nc redis 6379")).toEqual({ code: 0, stdout: "$1\r\n2\r\n+OK\r\n", stderr: "" });
});

test("nc tells a name that isn't known and a port where nobody listens", async () => {
  expect(await counter.run(["nc", "redsi", "6379"])).toMatchObject({ code: 1, stderr: "nc: bad address 'redsi'\n" });
  expect(await counter.run(["nc", "-z", "redis", "6379"])).toMatchObject({ code: 0 });
  expect(await counter.run(["nc", "-z", "redis", "6380"])).toMatchObject({ code: 1 });
});

test("curl tells a name that isn't known and a port where nobody listens", async () => {
  expect(await counter.run(["curl", "redsi:3000"])).toMatchObject({
    code: 6,
    stdout: "",
    stderr: expect.stringMatching(/curl: \(6\) Could not resolve host: redsi\n$/),
  });
  expect(await counter.run(["curl", "-sS", "redis:3000"])).toMatchObject({
    code: 7,
    stderr: expect.stringMatching(/^curl: \(7\) Failed to connect to redis port 3000 after \d+ ms: Could not connect to server\n$/),
  });
  expect(await counter.run(["curl", "-s", "redis:3000"])).toEqual({ code: 7, stdout: "", stderr: "" });
});

test("curl -w writes the code of the answer", async () => {
  expect(await counter.run(["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}\\n", "localhost:3000/none"])).toMatchObject({ code: 0, stdout: "404\n" });
  expect(await counter.run(["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "redis:3000"])).toMatchObject({ code: 7, stdout: "000" });
});

test("curl -f turns an answer of 400 and above into an exit code", async () => {
  expect(await counter.run(["curl", "-fsS", "localhost:3000/none"])).toEqual({
    code: 22,
    stdout: "",
    stderr: "curl: (22) The requested URL returned error: 404\n",
  });
});

test("wget answers on its standard output and tells what went wrong", async () => {
  expect(await counter.run(["wget", "-qO-", "http://localhost:3000"])).toEqual({ code: 0, stdout: "3\n", stderr: "" });
  expect(await counter.run(["wget", "-qO-", "redsi:3000"])).toMatchObject({ code: 1, stderr: "wget: bad address 'redsi:3000'\n" });
  expect(await counter.run(["wget", "-qO-", "localhost:3000/none"])).toMatchObject({
    code: 1,
    stderr: "wget: server returned error: HTTP/1.1 404 Not Found\n",
  });
});

test("wget writes a file named after the page", async () => {
  expect(await counter.sh("cd /tmp && wget -q localhost:3000 && cat index.html")).toMatchObject({ code: 0, stdout: "3\n" });
});

test("nslookup finds the address behind a name", async () => {
  expect((await counter.run(["nslookup", "redis"])).stdout).toContain(`Address: ${redis.network.address}\n`);
  expect(await counter.run(["nslookup", "redsi"])).toMatchObject({ code: 1, stdout: expect.stringContaining("NXDOMAIN") });
});

test("curl -v tells the whole conversation, line by line", async () => {
  const { stderr, stdout } = await counter.run(["curl", "-sv", "localhost:3000"]);
  expect(stdout).toBe("3\n");
  expect(stderr).toContain("> GET / HTTP/1.1\n> Host: localhost:3000\n");
  expect(stderr).toMatch(/\n< HTTP\/1\.1 200 OK\r\n< content-type: text\/plain; charset=utf-8\r\n(< .+\r\n)+< \r\n$/);
});

test.each([
  ["http://", 3, "URL rejected: No host part in the URL"],
  ["http://redis:99999", 3, "URL rejected: Malformed input to a URL function"],
  ["ftp://redis", 1, 'Protocol "ftp" not supported'],
])("curl refuses %s", async (url, code, text) => {
  expect(await counter.run(["curl", "-sS", url])).toEqual({ code, stdout: "", stderr: `curl: (${code}) ${text}\n` });
});

test("curl tries a refused connection again only when it is told so", async () => {
  const tries = async (...words: string[]) => (await counter.run(["curl", "-sS", ...words, "redis:3000"])).stderr.split("curl: (7)").length - 1;
  expect(await tries("--retry", "2")).toBe(1);
  expect(await tries("--retry", "2", "--retry-connrefused")).toBe(3);
});

test("curl reaches a pod by its address, and no pod by another", async () => {
  expect(await counter.run(["curl", "-s", `${counter.network.address}:3000`])).toMatchObject({ code: 0, stdout: "3\n" });
  expect(await counter.run(["curl", "-s", "10.244.0.99:3000"])).toMatchObject({ code: 7 });
});
