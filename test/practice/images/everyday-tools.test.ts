import { beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../src/practice/clock.ts";
import { emptyInput, type Output } from "../../../src/practice/images/machine/byte-stream.ts";
import { Files } from "../../../src/practice/images/machine/files.ts";
import { createMachine } from "../../../src/practice/images/machine/machine.ts";
import type { Machine } from "../../../src/practice/images/machine/process.ts";
import { busybox } from "../../../src/practice/images/programs.ts";
import type { PodNetwork } from "../../../src/practice/pod-network.ts";

const NOW = Date.UTC(2026, 10, 24, 7, 5, 0);
const clock = { ...systemClock, now: () => NOW };
const network: PodNetwork = {
  address: "10.244.0.7",
  resolvConf: "",
  listen: () => ({ close: () => undefined }),
  connect: () => Promise.reject(new Error("no network")),
  resolve: () => Promise.reject(new Error("no network")),
  ask: () => Promise.reject(new Error("no network")),
  sockets: () => [],
};

let machine: Machine;

beforeEach(() => {
  const files = new Files(() => NOW);
  files.put("/tmp", { kind: "directory", mode: 0o1777, modified: NOW });
  for (const [name, program] of Object.entries(busybox))
    files.put(`/bin/${name}`, { kind: "file", content: Buffer.alloc(0), mode: 0o755, modified: NOW, program });
  files.write("/tmp/pods", Buffer.from("web 1\napi 2\nweb 10\n"));
  machine = createMachine({ hostname: "web-1", network, clock, files, libc: "musl" }).machine;
});

async function sh(script: string): Promise<{ readonly code: number; readonly out: string }> {
  let out = "";
  const output: Output = {
    isTerminal: false,
    async write(bytes) {
      out += bytes.toString();
    },
  };
  const streams = { stdin: emptyInput, stdout: output, stderr: output, terminal: undefined };
  const child = machine.spawn({ program: busybox.sh!, argv: ["sh", "-c", script], env: new Map([["PATH", "/bin"]]), cwd: "/tmp", parent: 0, ...streams });
  return { code: (await child.done).code, out };
}

test.each([
  ["ls nope", 1, "ls: nope: No such file or directory\n"],
  ["cat nope", 1, "cat: can't open 'nope': No such file or directory\n"],
  ["mkdir -p a/b; rmdir a; rm a; rm -r a; ls", 0, "rmdir: 'a': Directory not empty\nrm: 'a' is a directory\npods\n"],
  ["mv /tmp /tmp/x", 1, "mv: can't rename '/tmp': Invalid argument\n"],
  ["cp pods copy; ls -l copy", 0, "-rw-r--r--    1 root     root            19 Nov 24 07:05 copy\n"],
  ["echo a > f; echo b | tee -a f; cat f", 0, "b\na\nb\n"],
  ["find / -name 'po*'", 0, "/tmp/pods\n"],
  ["grep -n web pods", 0, "1:web 1\n3:web 10\n"],
  ["grep -c web pods nope", 2, "pods:2\ngrep: nope: No such file or directory\n"],
  ["grep -q x pods", 1, ""],
  ["grep -oE '[0-9]+' pods", 0, "1\n2\n10\n"],
  ["head -1 pods; tail -n +3 pods", 0, "web 1\nweb 10\n"],
  ["wc -l pods; cat pods | wc", 0, "3 pods\n        3         6        19\n"],
  ["cut -d' ' -f1 pods | sort | uniq -c", 0, "      1 api\n      2 web\n"],
  ["cut -d' ' -f2 pods | sort -rn", 0, "10\n2\n1\n"],
  ["echo Hello | tr a-z A-Z | tr -d L", 0, "HEO\n"],
  ["sed -n 2p pods; sed -E 's/(w)(eb)/\\2\\1/;2d' pods", 0, "api 2\nebw 1\nebw 10\n"],
  ["sed -i '$d' pods; cat pods", 0, "web 1\napi 2\n"],
  ["awk '/web/ {print $2, $1}' pods; awk 'NR==2' pods", 0, "1 web\n10 web\napi 2\n"],
  ["echo a:b | awk -F: '{print $NF}'; awk '{s+=$1}' pods", 1, "b\nawk: cmd. line:1: Unexpected token\n"],
  ["seq 3 | xargs -n 2 echo; echo x | xargs nope", 127, "1 2\n3\nxargs: nope: No such file or directory\n"],
  ["seq 1000 | tail -1; seq 3 -1 2", 0, "1000\n3\n2\n"],
  ["printf '%s=%03d\\n' a 1 b 2", 0, "a=001\nb=002\n"],
  ["printf '*1\\r\\n$4\\r\\n' | wc -c", 0, "8\n"],
  ["echo -e 'a\\tb'; echo -n c", 0, "a\tb\nc"],
  ["[ 1 -lt 2 -a ! -f nope ]", 0, ""],
  ["[ \\( a = b -o -n x \\) -a -d /tmp ]", 0, ""],
  ["[ a -eq 1 ]", 2, "sh: a: bad number\n"],
  ["env A=b printenv A NOPE", 1, "b\n"],
  ["hostname; hostname -i; id", 0, "web-1\n10.244.0.7\nuid=0(root) gid=0(root) groups=0(root)\n"],
  ["date; date +%F; date -d @0 +%T", 0, "Tue Nov 24 07:05:00 UTC 2026\n2026-11-24\n00:00:00\n"],
  ["ps", 0, "PID   USER     TIME  COMMAND\n    1 root      0:00 sh -c ps\n    7 root      0:00 ps\n"],
  ["kill 99", 1, "sh: can't kill pid 99: No such process\n"],
  ["basename /a/b.txt .txt; dirname /a/b; dirname c", 0, "b\n/a\n.\n"],
  ["echo hello | base64 | base64 -d | md5sum", 0, "b1946ac92492d2347c6235b4d2611184  -\n"],
  ["yes | head -n 2", 0, "y\ny\n"],
])("%s", async (script, code, out) => {
  expect(await sh(script)).toEqual({ code, out });
});

test("yes leaves time for others when nobody slows it down, and is killed", async () => {
  const nobody: Output = { isTerminal: false, write: async () => undefined };
  const streams = { stdin: emptyInput, stdout: nobody, stderr: nobody, terminal: undefined };
  const child = machine.spawn({ program: busybox.yes!, argv: ["yes"], env: new Map(), cwd: "/", parent: 0, ...streams });
  await systemClock.sleep(1);
  child.kill(15);
  expect((await child.done).code).toBe(143);
});

test("tail -f shows what is added until it is killed", async () => {
  let out = "";
  const output: Output = {
    isTerminal: false,
    async write(bytes) {
      out += bytes.toString();
    },
  };
  const streams = { stdin: emptyInput, stdout: output, stderr: output, terminal: undefined };
  const child = machine.spawn({ program: busybox.tail!, argv: ["tail", "-n", "1", "-f", "pods"], env: new Map(), cwd: "/tmp", parent: 0, ...streams });
  await expect.poll(() => out).toBe("web 10\n");
  machine.files.write("/tmp/pods", Buffer.from("db 3\n"), "append");
  await expect.poll(() => out, { timeout: 5000 }).toBe("web 10\ndb 3\n");
  machine.kill(child.pid, 9);
  expect((await child.done).code).toBe(137);
});
