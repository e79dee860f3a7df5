import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { minikubeEnvironment } from "../../../src/cluster/minikube/call.ts";
import { runConfigure } from "../../../src/cluster/minikube/configure.ts";
import { minikubeState } from "../../../src/cluster/minikube/state.ts";
import { createMinikubeDriver } from "../../../src/cluster/minikube-driver.ts";
import { type FakePrograms, fakePrograms } from "../../support/fake-programs.ts";

const never = new AbortController().signal;
const trouble = { code: "unreachable", detail: "connect ECONNREFUSED" } as const;
const stopped = '{"Name":"lab","Host":"Stopped","Kubelet":"Stopped","APIServer":"Stopped","Kubeconfig":"Stopped","Worker":false}';
const running = '{"Name":"lab","Host":"Running","Kubelet":"Running","APIServer":"Running","Kubeconfig":"Configured","Worker":false}';
const paused = '{"Name":"lab","Host":"Running","Kubelet":"Stopped","APIServer":"Paused","Kubeconfig":"Configured","Worker":false}';
const profiles = '{"invalid":[],"valid":[{"Name":"lab","Status":"Skipped","Config":{"Driver":"docker"}}]}';

describe.skipIf(process.platform === "win32")("a profile whose API server does not answer", () => {
  let programs: FakePrograms;
  beforeEach(() => {
    programs = fakePrograms();
    programs.write("docker", "echo 27.0.0");
  });
  afterEach(() => programs.remove());

  const state = (status: string, exitCode: number) => {
    programs.write("minikube", `case "$*" in "profile list"*) echo '${profiles}';; *) printf '%s' '${status}'; exit ${exitCode};; esac`);
    const env = minikubeEnvironment({ PATH: programs.PATH }, programs.folder);
    return minikubeState({ profile: "lab", env }, trouble, never);
  };

  test.each([
    ["stopped", stopped, 7, { status: "stopped", start: ["minikube", "start", "-p", "lab"] }],
    ["paused", paused, 2, { status: "stopped", start: ["minikube", "unpause", "-p", "lab"] }],
    ["deleted behind its back", "null", 7, { status: "absent", start: ["minikube", "start", "-p", "lab"] }],
    ["missing", '{"data":{"message":"Profile lab not found"},"type":"io.k8s.sigs.minikube.info"}', 85, { status: "absent" }],
    ["running", running, 0, { status: "unreachable", trouble, advice: { en: expect.stringContaining("minikube update-context -p lab") } }],
    ["beyond telling", "boom", 80, { status: "unreachable", trouble, advice: { en: expect.stringContaining("boom") } }],
  ])("is %s, and the way out is said", async (_name, status, exitCode, expected) => {
    expect(await state(status, exitCode)).toMatchObject(expected);
  });

  test.each([
    ["stopped", stopped, 7],
    ["removed", "null", 7],
    ["broken", "", 80],
  ])("looks %s only because Docker is down: Docker is named", async (_name, status, exitCode) => {
    programs.write("docker", "echo 'Cannot connect to the Docker daemon' >&2; exit 1");
    const found = await state(status, exitCode);
    expect(found).toMatchObject({
      status: "unreachable",
      advice: { en: expect.stringContaining("Docker does not answer"), ko: expect.stringContaining("Docker") },
    });
    expect(found).not.toHaveProperty("start");
  });

  test("without a minikube there is nothing to start", async () => {
    const env = minikubeEnvironment({ PATH: programs.folder }, programs.folder);
    const found = await minikubeState({ profile: "lab", env }, trouble, never);
    expect(found).toMatchObject({ status: "absent", advice: { en: expect.stringContaining("not installed") } });
    expect(found).not.toHaveProperty("start");
  });

  test("minikube is called in plain English and can't ask, whatever the learner's locale", async () => {
    programs.write("minikube", `echo "$LC_ALL $MINIKUBE_IN_STYLE $MINIKUBE_INTERACTIVE" > ${programs.folder}/seen; printf '%s' '${paused}'; exit 2`);
    const env = minikubeEnvironment({ PATH: programs.PATH, LC_ALL: "ko_KR.UTF-8", MINIKUBE_IN_STYLE: "true" }, programs.folder);
    await minikubeState({ profile: "lab", env }, trouble, never);
    const { readFileSync } = await import("node:fs");
    expect(readFileSync(`${programs.folder}/seen`, "utf8")).toBe("en_US.UTF-8 false false\n");
  });

  test("a driver for it can be made, and tells its state, where minikube has written no context", async () => {
    programs.write("minikube", `case "$*" in "profile list"*) echo '${profiles}';; *) printf '%s' '${stopped}'; exit 7;; esac`);
    programs.write("kubectl", `case "$*" in *get-contexts*) echo work;; *) echo 'error: context was not found' >&2; exit 1;; esac`);
    const driver = createMinikubeDriver({
      home: programs.folder,
      env: { PATH: programs.PATH },
      kubectl: `${programs.folder}/kubectl`,
      profile: "lab",
      signal: never,
    });
    expect(await driver.state(never)).toMatchObject({ status: "stopped" });
    expect(await driver.reading.list({ apiVersion: "v1", kind: "Pod" }, never)).toMatchObject({ status: "unreadable", trouble: { code: "wrong-context" } });
  });

  test("a kubeconfig that can't be read is named, and not minikube", async () => {
    programs.write("minikube", `case "$*" in "profile list"*) echo '${profiles}';; *) printf '%s' '${stopped}'; exit 7;; esac`);
    programs.write("kubectl", "echo 'error: error loading config file' >&2; exit 1");
    const driver = createMinikubeDriver({
      home: programs.folder,
      env: { PATH: programs.PATH },
      kubectl: `${programs.folder}/kubectl`,
      profile: "lab",
      signal: never,
    });
    await expect(driver.state(never)).rejects.toMatchObject({ code: "kubeconfig-unreadable" });
  });

  test("without kubectl, minikube's own takes its place, in the lab shell too", async () => {
    programs.write("minikube", `case "$*" in *"config view"*) echo '{}';; *) echo "$@";; esac`);
    const driver = createMinikubeDriver({ home: programs.folder, env: { PATH: programs.PATH }, kubectl: undefined, profile: "lab", signal: never });
    await expect(driver.run(["kubectl", "get", "pods"])).rejects.toMatchObject({ code: "wrong-context" });
    programs.write("minikube", `case "$*" in *"config view"*) echo '{"contexts":[{"name":"lab","context":{}}]}';; *) echo "$@";; esac`);
    expect((await driver.run(["kubectl", "get", "pods"])).stdout).toBe("-p lab kubectl -- get pods\n");
    const { run } = await import("../../../src/process/run.ts");
    expect((await run(["kubectl", "get", "svc"], { env: driver.environment() })).stdout).toBe("-p lab kubectl -- get svc\n");
  });

  // A new buffer for each question, as minikube has it: what was written with the answer before is lost.
  const configure = `process.stdout.write("-- Enter Load Balancer Start IP: "); process.stdin.once("data", (a) => {
    process.stdout.write("-- Enter Load Balancer End IP: "); process.stdin.once("data", (b) => { console.log(String(a).split("\\n")[0], String(b).split("\\n")[0]); process.exit(0); }); });
    process.stdin.on("end", () => process.exit(1));`;

  test("addons configure is answered question by question", async () => {
    const argv = [process.execPath, "-e", configure];
    expect(await runConfigure(argv, { input: "192.168.49.2\n192.168.49.9\n" })).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("192.168.49.2 192.168.49.9"),
    });
    expect((await runConfigure(argv, { input: "192.168.49.2\n" })).exitCode).toBe(1);
  });
});
