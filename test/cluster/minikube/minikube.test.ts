import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HttpProbe } from "../../../grader/model.ts";
import { chooseCluster } from "../../../src/cluster/choose.ts";
import type { KubeClient } from "../../../src/cluster/kube/client.ts";
import { curlReplies, serviceUrl, sshCurl } from "../../../src/cluster/minikube/reach.ts";
import { parseStatus } from "../../../src/cluster/minikube/status.ts";

const never = new AbortController().signal;
const running = '{"Name":"minikube","Host":"Running","Kubelet":"Running","APIServer":"Running","Kubeconfig":"Configured","Worker":false}';
const stopped = '{"Name":"minikube","Host":"Stopped","Kubelet":"Stopped","APIServer":"Stopped","Kubeconfig":"Stopped","Worker":false}';

test.each([
  ["running", 0, running],
  ["running", 0, `[${running},{"Name":"minikube-m02","Host":"Running","Kubelet":"Running","APIServer":"Irrelevant","Kubeconfig":"Irrelevant","Worker":true}]`],
  ["stopped", 7, stopped],
  ["paused", 2, '{"Name":"minikube","Host":"Running","Kubelet":"Stopped","APIServer":"Paused","Kubeconfig":"Configured","Worker":false}'],
  ["absent", 7, "null"],
  ["absent", 85, '{"data":{"message":"Profile not found"},"type":"io.k8s.sigs.minikube.info"}\n{"data":{}}'],
  ["unknown", 14, '{"error":{}}'],
  ["unknown", 0, "no json"],
  ["no-minikube", 127, ""],
])("minikube is %s when its status ends with %d", (expected, exitCode, stdout) => {
  expect(parseStatus({ exitCode, stdout, stderr: "" }).status).toBe(expected);
});

test("curl's answers are parted by their marks, whatever the bodies hold", () => {
  const output = "version: v1\nhostname: a\n\n200 0 svclab-7c1e5b-end\n\n000 7 svclab-7c1e5b-end\n\n000 28 svclab-7c1e5b-end\n";
  expect(curlReplies(output)).toEqual([
    { outcome: "answered", code: 200, body: "version: v1\nhostname: a\n" },
    { outcome: "refused", detail: "curl exit code 7" },
    { outcome: "timeout", detail: "curl exit code 28" },
  ]);
});

describe.skipIf(process.platform === "win32")("with a minikube on the PATH", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "svclab-minikube-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const minikube = (script: string): { readonly PATH: string } => {
    writeFileSync(join(folder, "minikube"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, "minikube"), 0o755);
    return { PATH: [folder, "/usr/bin", "/bin"].join(delimiter) };
  };
  const request = { cluster: undefined, context: undefined, profile: undefined, last: undefined, signal: never } as const;
  const profiles = `echo '{"invalid":[],"valid":[{"Name":"lab","Status":"Skipped","Active":false},{"Name":"minikube","Status":"Skipped","Active":true}]}'`;

  test("a running profile is chosen, the active one first", async () => {
    const env = minikube(`case "$*" in "profile list"*) ${profiles};; "-p minikube status"*) printf '${running}';; *) exit 85;; esac`);
    expect(await chooseCluster({ ...request, home: folder, env })).toEqual({ choice: { kind: "minikube", name: "minikube" }, reason: "minikube-runs" });
  });

  test("a profile that is stopped is passed over", async () => {
    const env = minikube(`case "$*" in "profile list"*) ${profiles};; *) printf '${stopped}'; exit 7;; esac`);
    expect((await chooseCluster({ ...request, home: folder, env })).choice.kind).toBe("practice");
  });

  test("the practice cluster's own minikube does not count", async () => {
    const env = minikube(`case "$*" in "profile list"*) ${profiles};; *) printf '${running}';; esac`);
    const home = join(folder, "home");
    const inLabShell = { PATH: `${join(home, "practice", "bin")}${delimiter}/usr/bin` };
    expect((await chooseCluster({ ...request, home, env: inLabShell })).reason).toBe("nothing-else");
    expect((await chooseCluster({ ...request, home, env })).reason).toBe("minikube-runs");
  });

  test("what was asked for goes before what was used last, and flags must agree", async () => {
    const env = { PATH: folder };
    const last = { kind: "practice", name: "practice" } as const;
    expect(await chooseCluster({ ...request, home: folder, env, last })).toEqual({ choice: last, reason: "used-last" });
    expect((await chooseCluster({ ...request, home: folder, env, last, context: "prod" })).choice).toEqual({ kind: "kubeconfig", name: "prod" });
    await expect(chooseCluster({ ...request, home: folder, env, cluster: "practice", profile: "lab" })).rejects.toMatchObject({
      code: "cluster-flags",
      exitCode: 2,
    });
  });

  const probe: HttpProbe = {
    kind: "http",
    id: "x",
    to: { at: "node", namespace: "default", service: "echo", servicePort: 3000, nodePort: 32000 },
    path: "/",
    requests: 2,
    timeoutMs: 1000,
  };

  test("curl on the node asks the node port once for each request", async () => {
    const env = minikube(`echo "$@" > ${folder}/argv; printf 'one\\n\\n200 0 svclab-7c1e5b-end\\ntwo\\n\\n200 0 svclab-7c1e5b-end\\n'`);
    const result = await sshCurl({ profile: "lab", env }, async () => "192.168.49.2")(probe, never);
    expect(result).toMatchObject({ status: "tried", vantage: { via: "minikube-ssh", address: "192.168.49.2:32000", proves: "the-path-asked-for" } });
    expect(result.status === "tried" && result.replies.map((reply) => reply.outcome === "answered" && reply.body)).toEqual(["one\n", "two\n"]);
  });

  test("the tunnel of minikube service is kept while it is asked and interrupted afterwards", async () => {
    const server = createServer((_request, response) => response.end("through the tunnel"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const env = minikube(`trap 'touch ${folder}/interrupted; exit 0' INT; echo "http://127.0.0.1:${port}"; while true; do sleep 0.05; done`);
    const client = { list: async () => ({ status: "read", items: [] }) } as unknown as KubeClient;
    const result = await serviceUrl({ profile: "lab", env }, client)(probe, never);
    server.close();
    expect(result).toMatchObject({ status: "tried", vantage: { via: "minikube-service", proves: "not-the-node-port" } });
    expect(result.status === "tried" && result.replies.length).toBe(2);
    expect(existsSync(join(folder, "interrupted"))).toBe(true);
  });
});
