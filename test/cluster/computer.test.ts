import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lookAtComputer } from "../../src/cluster/computer.ts";
import { type FakePrograms, fakePrograms } from "../support/fake-programs.ts";

describe.skipIf(process.platform === "win32")("what is looked up of a computer", () => {
  let programs: FakePrograms;
  beforeEach(() => {
    programs = fakePrograms();
  });
  afterEach(() => programs.remove());

  const facts = (env: Readonly<Record<string, string>> = {}) =>
    lookAtComputer({
      home: programs.folder,
      env: { PATH: programs.PATH, ...env },
      terminal: { isTerminal: false, columns: undefined },
      clock: { now: 0, notBefore: 0 },
      signal: new AbortController().signal,
    });

  test.each([
    ["Docker on Linux", "echo 'Debian GNU/Linux 12 (bookworm) [name=seccomp,profile=builtin name=cgroupns]'", {}, "up"],
    ["Docker Desktop, on Linux as well", "echo 'Docker Desktop [name=seccomp,profile=unconfined]'", {}, "up-apart"],
    ["a rootless Docker", "echo 'Ubuntu 24.04 LTS [name=seccomp,profile=builtin name=rootless]'", {}, "up-apart"],
    ["a daemon on another computer", "echo 'Debian GNU/Linux 12 (bookworm) []'", { DOCKER_HOST: "ssh://build@far" }, "up-apart"],
    ["a socket of its own", "echo 'Debian GNU/Linux 12 (bookworm) []'", { DOCKER_HOST: "unix:///run/docker.sock" }, "up"],
    ["a daemon that is down", "echo 'Cannot connect to the Docker daemon' >&2; exit 1", {}, "down"],
  ] as const)("%s is told by docker info", async (_name, script, env, expected) => {
    programs.write("docker", `case "$*" in "info -f "*) ${script};; *) exit 64;; esac`);
    expect((await facts(env)).docker).toBe(expected);
  });

  test.each([
    ["none yet", `echo '{"invalid":[],"valid":[]}'`, { status: "listed", profiles: [] }],
    ["a kubeconfig that minikube can't read", `echo '{"error":{}}'; exit 80`, { status: "unreadable" }],
    ["text in place of JSON", "echo 'Exiting due to MK_USAGE'", { status: "unreadable" }],
    [
      "two nodes under the name of an old minikube",
      `echo '{"invalid":[],"valid":[{"Name":"lab","Status":"Running","Config":{"Driver":"docker","KubernetesConfig":{"KubernetesVersion":"v1.36.2"},"Nodes":[{},{}]},"Active":true}]}'`,
      { status: "listed", profiles: [{ name: "lab", driver: "docker", kubernetes: "v1.36.2", nodes: 2, active: true }] },
    ],
  ])("minikube's profiles: %s", async (_name, script, expected) => {
    programs.write("minikube", `case "$*" in "profile list"*) ${script};; *) echo '{"commit":"x","minikubeVersion":"v1.38.1"}';; esac`);
    const { minikube } = await facts();
    expect(minikube).toMatchObject({ version: "v1.38.1", profiles: expected });
  });
});
