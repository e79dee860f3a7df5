/** The real kubectl against the streams of a pod whose container is played by the test. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, get as httpGet, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ApiError } from "../../../../src/practice/api-error.ts";
import type { Exec, ExecRequest } from "../../../../src/practice/container.ts";
import type { NodeRuntime } from "../../../../src/practice/node-runtime.ts";
import type { Pod } from "../../../../src/practice/objects.ts";
import { testKubectl } from "../../../support/kubectl.ts";
import { type Served, serve } from "../support/served.ts";

let served: Served;
let folder: string;
let kubectl: string;
let web: Server;

beforeAll(async () => {
  kubectl = await testKubectl();
  web = createServer((request, response) => response.end(`you asked for ${request.url}\n`)).listen(0, "127.0.0.1");
  await once(web, "listening");
  served = await serve({ runtime });
  folder = mkdtempSync(join(tmpdir(), "svclab-streams-"));
  writeFileSync(join(folder, "config"), kubeconfig(served));
  runPod("p", "c");
  runPod("sleeper", "idle");
});

function runPod(name: string, container: string): void {
  const spec = { nodeName: "minikube", containers: [{ name: container, image: "i" }] };
  const created = served.registry.create<Pod>("v1/pods", { apiVersion: "v1", kind: "Pod", metadata: { name, namespace: "default" }, spec });
  served.registry.update<Pod>("v1/pods", { ...created, status: { phase: "Running" } }, { subresource: "status" });
}

afterAll(async () => {
  await served.close();
  web.close();
  rmSync(folder, { recursive: true, force: true });
});

const runtime: NodeRuntime = {
  logs: () => ({
    lines: ["one", "two", "three"].map((text, index) => ({ time: index * 1000, stream: "stdout" as const, text })),
    follow(listener) {
      queueMicrotask(() => {
        listener({ time: 9000, stream: "stdout", text: "later" });
        listener(undefined);
      });
      return () => undefined;
    },
  }),
  verifyPresent({ container }) {
    if (container === "idle") throw new ApiError({ code: 500, reason: "", message: `container not found ("${container}")` });
  },
  exec: (_target, request) => play(request),
  attach: (_target, request) => play({ ...request, command: ["main"], tty: false }),
  connect(_pod, port) {
    return new Promise((resolve, reject) => {
      if (port !== 3000) return reject(new Error(`connect ECONNREFUSED 10.244.0.5:${port}`));
      const socket = connect((web.address() as AddressInfo).port, "127.0.0.1", () => resolve(socket));
    });
  },
};

/** A few commands: `exit N`, `cat`, and what echoes itself. */
function play({ command, stdin, stdout, stderr }: ExecRequest): Exec {
  const exec = (done: Exec["done"]): Exec => ({ done, kill: () => undefined, resize: () => undefined });
  const [name, first] = command;
  if (name === "exit") return exec(Promise.resolve({ status: "exit", code: Number(first) }));
  if (name === "no-such") return exec(Promise.resolve({ status: "failed", message: "executable file not found in $PATH", code: 127 }));
  if (name === "cat" && stdin !== undefined) {
    stdin.pipe(stdout, { end: false });
    return exec(once(stdin, "end").then(() => ({ status: "exit", code: 0 }) as const));
  }
  stdout.write(`${command.join(" ")}\n`);
  stderr.write("and this is stderr\n");
  return exec(Promise.resolve({ status: "exit", code: 0 }));
}

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(args: readonly string[], input = ""): Promise<Ran> {
  const child = spawn(kubectl, args, { env: { ...process.env, KUBECONFIG: join(folder, "config"), HOME: folder } });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin.end(input);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}

describe("kubectl exec", () => {
  it("keeps the two outputs apart", async () => {
    expect(await run(["exec", "p", "--", "echo", "hello there"])).toEqual({ code: 0, stdout: "echo hello there\n", stderr: "and this is stderr\n" });
  });

  it("ends with the command's own exit code", async () => {
    expect(await run(["exec", "p", "--", "exit", "7"])).toMatchObject({ code: 7, stderr: "command terminated with exit code 7\n" });
  });

  it("tells why a command could not be started", async () => {
    const { code, stderr } = await run(["exec", "p", "--", "no-such"]);
    expect([code, stderr]).toEqual([
      1,
      "error: Internal error occurred: Internal error occurred: error executing command in container: executable file not found in $PATH\n",
    ]);
  });

  it("carries large input there and back, to its end", async () => {
    const input = "0123456789".repeat(300_000);
    const { code, stdout } = await run(["exec", "-i", "p", "--", "cat"], input);
    expect(code).toBe(0);
    expect(stdout === input).toBe(true);
  });
});

describe("kubectl logs", () => {
  it("shows the tail, stamped when asked", async () => {
    expect(await run(["logs", "p", "--tail=2"])).toMatchObject({ code: 0, stdout: "two\nthree\n" });
    expect((await run(["logs", "p", "--tail=1", "--timestamps"])).stdout).toBe("1970-01-01T00:00:02.000000000Z three\n");
  });

  it("follows until the container ends", async () => {
    expect((await run(["logs", "-f", "p"])).stdout).toBe("one\ntwo\nthree\nlater\n");
  });
});

describe("kubectl port-forward", () => {
  it("carries connection after connection to the pod", async () => {
    const child = spawn(kubectl, ["port-forward", "p", ":3000"], { env: { ...process.env, KUBECONFIG: join(folder, "config"), HOME: folder } });
    try {
      const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
      const port = Number(/127\.0\.0\.1:(\d+) -> 3000/.exec(line)?.[1]);
      for (const path of ["/a", "/b", "/c"]) expect(await fetchText(port, path)).toBe(`you asked for ${path}\n`);
    } finally {
      child.kill("SIGINT");
      await once(child, "close");
    }
  });

  it("says when nothing listens there", async () => {
    const child = spawn(kubectl, ["port-forward", "p", ":9"], { env: { ...process.env, KUBECONFIG: join(folder, "config"), HOME: folder } });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const closed = once(child, "close");
    const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
    await fetchText(Number(/127\.0\.0\.1:(\d+) -> 9/.exec(line)?.[1]), "/").catch(() => "");
    child.kill("SIGINT");
    await closed;
    expect(stderr).toMatch(/an error occurred forwarding \d+ -> 9: .*ECONNREFUSED/);
  });
});

describe("attach", () => {
  it("shows what the main process writes", async () => {
    expect(await run(["attach", "p"])).toMatchObject({ stdout: "main\n" });
  });
});

describe("upgrades that are refused", () => {
  it("tell that a pod is missing, or that it has no such container", async () => {
    expect(await run(["exec", "nope", "--", "ls"])).toMatchObject({ code: 1, stderr: 'Error from server (NotFound): pods "nope" not found\n' });
    expect((await run(["exec", "p", "-c", "nope", "--", "ls"])).stderr).toContain("container nope is not valid for pod p");
  });

  it("tell that a container isn't running in the node's words", async () => {
    for (const command of [
      ["exec", "sleeper", "--", "ls"],
      ["attach", "sleeper"],
    ])
      expect(await run(command)).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/error: unable to upgrade connection: container not found \("idle"\)\n$/),
      });
  });

  it("leave the server alive after frames that are none", async () => {
    const headers = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "bad",
      "sec-websocket-protocol": "v5.channel.k8s.io",
    };
    const answer = await served.ask("/api/v1/namespaces/default/pods/p/exec?command=exit&command=0", { headers }).catch(() => undefined);
    expect(answer?.status ?? 400).toBe(400);
    expect((await served.ask("/livez")).text).toBe("ok");
  });
});

function fetchText(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    httpGet({ host: "127.0.0.1", port, path, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.once("end", () => resolve(text));
    }).once("error", reject);
  });
}

function kubeconfig({ port, pem }: Served): string {
  const encode = (text: string): string => Buffer.from(text).toString("base64");
  const cluster = { server: `https://127.0.0.1:${port}`, "certificate-authority-data": encode(pem.ca) };
  const user = { "client-certificate-data": encode(pem.cert), "client-key-data": encode(pem.key) };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "test",
    clusters: [{ name: "test", cluster }],
    users: [{ name: "test", user }],
    contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
  });
}
