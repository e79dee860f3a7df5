import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPods, type Pod, type Pods, type Session, until } from "./pods.ts";

let pods: Pods;

beforeEach(() => {
  pods = createPods();
});

afterEach(() => pods.stopAll());

async function shellIn(pod: Pod): Promise<Session> {
  const session = pod.open(["sh"]);
  await session.ends("# ");
  return session;
}

const counter = () => pods.start("ghcr.io/subicura/counter", { env: { REDIS_HOST: "redis" } });

test("Ctrl-C ends a curl that waits for a counter without redis", async () => {
  const session = await shellIn(counter());
  session.type("curl localhost:3000\r");
  await session.ends("curl localhost:3000\r\n");
  session.type("\x03");
  await session.ends("^C\r\n/app # ");
});

test("Ctrl-C ends a loop", async () => {
  const session = await shellIn(counter());
  session.type("while true; do curl -s redsi; sleep 1; done\r");
  await session.ends("done\r\n");
  session.type("\x03");
  await session.ends("^C\r\n/app # ");
  session.type("echo still here\r");
  await session.ends("\r\nstill here\r\n/app # ");
});

test("Ctrl-C ends a loop that never leaves the shell", async () => {
  const session = await shellIn(counter());
  session.type("while :; do :; done\r");
  await session.ends("done\r\n");
  session.type("\x03");
  await session.ends("^C\r\n/app # ");
});

test("Ctrl-C ends all of a pipe", async () => {
  const pod = counter();
  const session = await shellIn(pod);
  session.type("sleep 10000 | cat | cat\r");
  await session.ends("cat\r\n");
  session.type("\x03");
  await session.ends("^C\r\n/app # ");
  expect((await pod.run(["ps"])).stdout).not.toMatch(/sleep|cat/);
});

test("Ctrl-C is for the shell inside the shell", async () => {
  const session = await shellIn(counter());
  session.type("sh\r");
  await session.ends("/app # sh\r\n/app # ");
  session.type("sleep 10000\r");
  await session.ends("sleep 10000\r\n");
  session.type("\x03");
  await session.ends("^C\r\n/app # ");
  session.type("exit 5\r");
  await session.ends("exit 5\r\n/app # ");
  session.type("echo $?\r");
  await session.ends("\r\n5\r\n/app # ");
});

test("a command reads what is typed while it runs", async () => {
  const session = await shellIn(counter());
  session.type("cat > /tmp/note\r");
  await session.ends("cat > /tmp/note\r\n");
  session.type("first\rsecond\r\x04");
  await session.ends("first\r\nsecond\r\n/app # ");
  session.type("cat /tmp/note\r");
  await session.ends("cat /tmp/note\r\nfirst\r\nsecond\r\n/app # ");
});

test("a command that goes on over several lines runs when it is whole", async () => {
  const session = await shellIn(counter());
  session.type("for i in 1 2\r");
  await session.ends("\r\n> ");
  session.type("do echo n$i; done\r");
  await session.ends("\r\nn1\r\nn2\r\n/app # ");
});

test("exit leaves with its number", async () => {
  const session = await shellIn(counter());
  session.type("exit 9\r");
  expect(await session.code).toBe(9);
});

test("a shell whose client has gone ends", async () => {
  const session = await shellIn(counter());
  session.hangUp();
  expect(await session.code).toBe(0);
});

test("bash of the redis image has a prompt of its own", async () => {
  const session = pods.start("redis", { name: "redis-abc" }).open(["bash"]);
  await session.ends("root@redis-abc:/data# ");
  session.type("foo\r");
  await session.ends("foo\r\nbash: foo: command not found\r\nroot@redis-abc:/data# ");
});

test("a main process with a terminal is typed to by who joins, and ends at Ctrl-D", async () => {
  const pod = pods.start("busybox", { stdin: true, tty: true });
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  let shown = "";
  stdout.on("data", (chunk: Buffer) => {
    shown += chunk.toString();
  });
  const joined = pod.container.attach?.({ stdin, stdout, stderr: stdout });
  stdin.write("sleep 10000\r");
  await until("the command", () => shown.endsWith("sleep 10000\r\n"));
  stdin.write("\x03");
  await until(
    () => `a new prompt after ${shown}`,
    () => shown.endsWith("^C\r\n/ # "),
  );
  stdin.write("exit 4\r");
  expect(await pod.container.exited).toMatchObject({ code: 4 });
  expect(await joined?.done).toEqual({ status: "exit", code: 4 });
});

test("a main process with no terminal reads what its client sends, to its end", async () => {
  const pod = pods.start("busybox", { stdin: true, command: ["sh"] });
  const stdin = new PassThrough();
  pod.container.attach?.({ stdin, stdout: new PassThrough().resume(), stderr: new PassThrough().resume() });
  stdin.end("echo logged\nexit 6\n");
  expect(await pod.container.exited).toMatchObject({ code: 6 });
  expect(pod.log).toEqual(["logged"]);
});

test("much output waits for its reader and arrives whole", async () => {
  const { stdout } = await counter().sh("x=0123456789abcdef; i=0; while [ $i -lt 14 ]; do i=$((i + 1)); x=$x$x; done; echo $x | cat; echo end");
  expect(stdout).toBe(`${"0123456789abcdef".repeat(2 ** 14)}\nend\n`);
});
