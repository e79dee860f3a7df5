import { afterEach, beforeEach, expect, test } from "vitest";
import { createPods, type Pod, type Pods, until } from "./pods.ts";

let pods: Pods;
let counter: Pod;

beforeEach(() => {
  pods = createPods();
  counter = pods.start("ghcr.io/subicura/counter", { name: "counter-abc", env: { REDIS_HOST: "redis", GREETING: "hello you" } });
});

afterEach(() => pods.stopAll());

test.each([
  ["a variable of the container", 'echo "$GREETING"', "hello you\n"],
  ["a variable, split at its space", 'for word in $GREETING; do echo "[$word]"; done', "[hello]\n[you]\n"],
  ["a variable of its own", 'a=1; a=$a$a; echo $a "$b"', "11 \n"],
  ["a pipe", "printf 'b\\na\\n' | sort | tr a-z A-Z", "A\nB\n"],
  ["the output of a command", 'echo "<$(echo one; echo two)>"', "<one\ntwo>\n"],
  ["arithmetic", "echo $((2 + 3 * 4))", "14\n"],
  ["&& and ||", "true && echo yes || echo no; false && echo yes || echo no", "yes\nno\n"],
  ["quotes", `echo 'a  $b' "c  \\$d"`, "a  $b c  $d\n"],
  ["if", "if [ 1 -lt 2 ]; then echo less; else echo more; fi", "less\n"],
  ["while", "n=0; while [ $n -lt 3 ]; do n=$((n + 1)); echo $n; done", "1\n2\n3\n"],
  ["case", "case redis-7 in redis*) echo ours;; *) echo other;; esac", "ours\n"],
  ["a function", "f() { echo got $1; return 4; }; f it; echo $?", "got it\n4\n"],
  ["a here-document", "cat <<EOF\n$((1+1)) lines\nEOF", "2 lines\n"],
])("knows %s", async (_what, script, stdout) => {
  expect(await counter.sh(script)).toEqual({ code: 0, stdout, stderr: "" });
});

test("exits as it is told, and otherwise as its last command", async () => {
  expect(await counter.sh("exit 7")).toEqual({ code: 7, stdout: "", stderr: "" });
  expect((await counter.sh("echo hi; false")).code).toBe(1);
  expect((await counter.sh("set -e; false; echo unreached")).stdout).toBe("");
});

test("writes to files and reads them back", async () => {
  const { stdout } = await counter.sh("echo one > /tmp/a; echo two >> /tmp/a; cat < /tmp/a; echo three > /tmp/a; cat /tmp/a");
  expect(stdout).toBe("one\ntwo\nthree\n");
  expect((await counter.run(["cat", "/tmp/a"])).stdout).toBe("three\n");
});

test("keeps the two outputs apart and joins them when told", async () => {
  expect(await counter.sh("echo out; echo err >&2")).toEqual({ code: 0, stdout: "out\n", stderr: "err\n" });
  expect(await counter.sh("{ echo out; echo err >&2; } 2>&1")).toEqual({ code: 0, stdout: "out\nerr\n", stderr: "" });
  expect(await counter.sh("{ echo out; echo err >&2; } > /dev/null 2>&1")).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("tells a file that isn't there", async () => {
  expect(await counter.sh("cat < /nowhere")).toEqual({ code: 1, stdout: "", stderr: "sh: can't open /nowhere: no such file\n" });
});

test("tells a command it doesn't find", async () => {
  expect(await counter.sh("foo")).toEqual({ code: 127, stdout: "", stderr: "sh: foo: not found\n" });
  expect(await counter.sh("redis-cli get count || echo none")).toEqual({ code: 0, stdout: "none\n", stderr: "sh: redis-cli: not found\n" });
});

test("tells a syntax error and runs nothing", async () => {
  expect(await counter.sh("echo before; fi")).toEqual({ code: 2, stdout: "", stderr: 'sh: syntax error: unexpected "fi"\n' });
});

test("runs the lines of its standard input", async () => {
  expect(await counter.run(["sh"], "x=5\nif true; then\necho $x\nfi\nexit 3\n")).toEqual({ code: 3, stdout: "5\n", stderr: "" });
});

test("starts in the image's folder, with the pod's name and the image's environment", async () => {
  expect((await counter.sh("pwd; hostname; echo $HOSTNAME; echo $PATH")).stdout).toBe(
    "/app\ncounter-abc\ncounter-abc\n/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n",
  );
});

test("has no bash", async () => {
  expect(await counter.run(["bash"])).toEqual({
    code: 127,
    stdout: "",
    stderr: "",
    failure: expect.stringContaining(
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "bash": executable file not found in $PATH',
    ),
  });
});

test("a path that isn't there can't be executed", async () => {
  expect(await counter.run(["/bin/nothing"])).toMatchObject({
    code: 127,
    failure: expect.stringContaining(
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "/bin/nothing": stat /bin/nothing: no such file or directory',
    ),
  });
});

test("a container whose command isn't there never starts", async () => {
  const pod = pods.start("busybox", { command: ["no-such-command"] });
  expect(await pod.container.exited).toEqual({
    code: 128,
    startError: expect.stringContaining('exec: "no-such-command": executable file not found in $PATH'),
  });
});

test("at a terminal it prompts, echoes what is typed, and leaves at Ctrl-D", async () => {
  const session = counter.open(["sh"]);
  await session.ends("/app # ");
  session.type("echo hi\r");
  await session.ends("\nhi\r\n/app # ");
  expect(session.screen()).toBe("/app # echo hi\r\nhi\r\n/app # ");
  session.type("\x04");
  expect(await session.code).toBe(0);
});

test("at a terminal, what was typed wrong can be erased", async () => {
  const session = counter.open(["sh"]);
  await session.ends("# ");
  session.type("echp\x7fo 1\x15echo 2 3\x174\r");
  await session.ends("\r\n2 4\r\n/app # ");
});

test("at a terminal, its exit code is that of the last command", async () => {
  const session = counter.open(["sh"]);
  await session.ends("# ");
  session.type("cd /tmp\rfalse\r");
  await session.ends("/tmp # ");
  session.type("\x04");
  expect(await session.code).toBe(1);
});

test("Ctrl-C ends a sleep and not the shell", async () => {
  const session = counter.open(["sh"]);
  await session.ends("# ");
  session.type("sleep 100000\r");
  await until("sleep runs", () => session.screen().endsWith("sleep 100000\r\n"));
  session.type("\x03");
  await session.ends("^C\r\n/app # ");
  session.type("echo $?\r");
  await session.ends("echo $?\r\n130\r\n/app # ");
});

test("Ctrl-C forgets a line that was begun", async () => {
  const session = counter.open(["sh"]);
  await session.ends("# ");
  session.type("echo lost\x03");
  await session.ends("^C\r\n/app # ");
  session.type("echo kept\r");
  await session.ends("/app # echo kept\r\nkept\r\n/app # ");
});

test("Ctrl-C ends a command that was started without a shell", async () => {
  const session = counter.open(["sleep", "100000"]);
  session.type("\x03");
  expect(await session.code).toBe(130);
});

test("an exec ends with its container", async () => {
  const session = counter.open(["sleep", "100000"]);
  counter.container.stop(0);
  expect(await session.code).toBe(137);
});

test("a client that goes away takes its command with it", async () => {
  const session = counter.open(["sleep", "100000"]);
  expect((await counter.run(["ps"])).stdout).toContain("sleep 100000");
  session.exec.kill();
  await session.code;
  expect((await counter.run(["ps"])).stdout).not.toContain("sleep 100000");
});
