import { afterEach, beforeEach, expect, test } from "vitest";
import { createPods, type Pod, type Pods, until } from "./pods.ts";

let pods: Pods;
let client: Pod;

beforeEach(() => {
  pods = createPods();
  client = pods.start("curlimages/curl", { command: ["sleep", "1000"] });
});

afterEach(() => pods.stopAll());

async function startEcho(version: "v1" | "v2"): Promise<Pod> {
  const echo = pods.start(`ghcr.io/subicura/echo:${version}`, { name: `echo-${version}-jdrfs`, service: "echo" });
  await until("echo listens", () => echo.log.length === 2);
  return echo;
}

const curl = async (words: string) => (await client.run(["curl", "-s", "-A", "curl/7.88.1", ...words.split(" ")])).stdout;

test.each(["v1", "v2"] as const)("%s answers with its version, its pod's name and what it was asked", async (version) => {
  await startEcho(version);
  expect(await curl("echo:3000")).toBe(
    `version: ${version}\nhostname: echo-${version}-jdrfs\nheaders:\n  host: echo:3000\n  user-agent: curl/7.88.1\n  accept: '*/*'\nquery: {}\n`,
  );
});

test("answers text, kept alive and without a date", async () => {
  await startEcho("v1");
  expect(await curl("-i echo:3000")).toMatch(
    /^HTTP\/1\.1 200 OK\r\ncontent-type: text\/plain; charset=utf-8\r\ncontent-length: 115\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n\r\nversion: v1\n/,
  );
});

test("tells the query, with a number as the text it is", async () => {
  await startEcho("v1");
  expect(await curl("echo:3000/?a=1&b=two")).toMatch(/\nquery:\n {2}a: '1'\n {2}b: two\n$/);
});

test("tells a word of the query that comes twice, and an empty one", async () => {
  await startEcho("v1");
  expect(await curl("echo:3000/?a=x&a=y&b=")).toMatch(/\nquery:\n {2}a:\n {4}- x\n {4}- '?y'?\n {2}b: ''\n$/);
});

test("tells headers of one's own, and none about the connection", async () => {
  await startEcho("v1");
  const answer = await curl("-H X-Trace:7 echo:3000");
  expect(answer).toContain("\n  x-trace: '7'\n");
  expect(answer).not.toMatch(/connection/i);
});

test("has no other method and no other path", async () => {
  await startEcho("v1");
  expect(await curl("-X POST echo:3000")).toBe('{"message":"Route POST:/ not found","error":"Not Found","statusCode":404}');
  expect(await curl("echo:3000/healthz")).toBe('{"message":"Route GET:/healthz not found","error":"Not Found","statusCode":404}');
});

test("logs both its lines at once", async () => {
  const echo = await startEcho("v1");
  expect(echo.log.map((line) => JSON.parse(line))).toEqual(
    ["Server listening at http://0.0.0.0:3000", "server listening on http://0.0.0.0:3000"].map((msg) =>
      expect.objectContaining({ level: 30, hostname: "echo-v1-jdrfs", msg }),
    ),
  );
});

test("answers wget of its own container, which has no curl and no telnet", async () => {
  const echo = await startEcho("v2");
  expect((await echo.run(["wget", "-qO-", "localhost:3000"])).stdout).toMatch(/^version: v2\nhostname: echo-v2-jdrfs\n/);
  expect(await echo.run(["curl", "localhost:3000"])).toEqual({
    code: 127,
    stdout: "",
    stderr: "",
    failure: expect.stringContaining(
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "curl": executable file not found in $PATH',
    ),
  });
  expect(await echo.sh("telnet localhost 3000")).toMatchObject({ code: 127, stderr: "sh: telnet: not found\n" });
});

test("has the files of the image in /app", async () => {
  const echo = await startEcho("v1");
  expect((await echo.sh("cd /app && echo *")).stdout).toBe("Dockerfile README.md app.js node_modules package-lock.json package.json\n");
});
