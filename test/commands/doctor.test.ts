import { expect, test } from "vitest";
import type { ComputerFacts } from "../../src/cluster/computer.ts";
import { computerSymptoms } from "../../src/commands/doctor/computer-symptoms.ts";

const docker = { name: "minikube", driver: "docker", kubernetes: "v1.36.2", nodes: 1, active: true };
const healthy: ComputerFacts = {
  node: "20.19.0",
  platform: "linux",
  kubectl: { status: "good", path: "/usr/bin/kubectl", version: "v1.36.3" },
  minikube: { version: "v1.38.1", profiles: { status: "listed", profiles: [docker] } },
  docker: "up",
  ownAddress: true,
  taken: [],
  environment: { LANG: "ko_KR.UTF-8" },
  terminal: { isTerminal: true, columns: 100 },
  clock: { now: 2_000, notBefore: 1_000 },
};

function found(change: Partial<ComputerFacts>, id: string) {
  return computerSymptoms({ ...healthy, ...change }).find((symptom) => symptom.id === id);
}

test("a computer on which all is well has nothing but good to say", () => {
  expect(computerSymptoms(healthy).map(({ state }) => state)).not.toContain("note");
  expect(computerSymptoms(healthy).map(({ state }) => state)).not.toContain("bad");
});

test.each<[string, Partial<ComputerFacts>, string, "note" | "bad", string]>([
  ["Node is too old", { node: "20.18.3" }, "node", "bad", "https://nodejs.org"],
  ["kubectl is too old", { kubectl: { status: "too-old", path: "/usr/bin/kubectl", version: "v1.24.0" } }, "kubectl", "note", "svclab shell"],
  ["kubectl does not run", { kubectl: { status: "broken", path: "/usr/bin/kubectl" } }, "kubectl", "note", "/usr/bin/kubectl"],
  ["there is no kubectl", { kubectl: { status: "absent" } }, "kubectl", "note", "svclab shell"],
  ["there is no minikube", { minikube: { version: undefined, profiles: { status: "no-minikube" } } }, "minikube", "note", ""],
  ["minikube has no profile", { minikube: { version: "v1.38.1", profiles: { status: "listed", profiles: [] } } }, "minikube", "note", "minikube start"],
  ["minikube's profiles can't be read", { minikube: { version: "v1.38.1", profiles: { status: "unreadable", detail: "boom" } } }, "minikube", "note", "boom"],
  ["Docker is down, and minikube runs in it", { docker: "down" }, "docker", "note", "Docker Desktop"],
  ["minikube runs in Docker Desktop or a rootless Docker", { docker: "up-apart" }, "docker", "note", "minikube ssh"],
  ["minikube runs in Docker on macOS", { platform: "darwin" }, "docker", "note", "minikube ssh"],
  ["minikube runs in Docker under WSL", { environment: { WSL_DISTRO_NAME: "Ubuntu" } }, "docker", "note", "minikube ssh"],
  ["only 127.0.0.1 is there, and somebody has a port of it", { ownAddress: false, taken: [31000] }, "ports", "note", "31000"],
  ["the locale is not UTF-8", { environment: { LANG: "POSIX" } }, "locale", "note", "export LANG="],
  ["there is no terminal", { terminal: { isTerminal: false, columns: undefined } }, "terminal", "note", "npm start"],
  ["the terminal is narrow", { terminal: { isTerminal: true, columns: 40 } }, "terminal", "note", "40"],
  ["the terminal can't be drawn on", { environment: { TERM: "dumb" } }, "terminal", "note", "TERM=dumb"],
  ["a proxy comes between", { environment: { HTTPS_PROXY: "http://proxy:3128" } }, "proxy", "note", "export NO_PROXY="],
  ["the clock is behind", { clock: { now: 999, notBefore: 1_000 } }, "clock", "bad", "1970"],
])("%s: what to do is said, in both languages", (_name, change, id, state, hint) => {
  const symptom = found(change, id);
  expect(symptom?.state).toBe(state);
  expect(symptom?.detail.en).toContain(hint);
  expect(symptom?.detail.ko).toContain(hint === "" ? "연습용" : hint.replace("en_US", "ko_KR"));
});

test("a proxy that spares loopback is fine, and without one nothing is said", () => {
  expect(found({ environment: { https_proxy: "http://proxy:3128", no_proxy: "example.org, 127.0.0.0/8" } }, "proxy")?.state).toBe("good");
  expect(found({}, "proxy")).toBeUndefined();
});

test("Docker is nobody's concern where no profile runs in it", () => {
  const profiles = { status: "listed", profiles: [{ ...docker, driver: "kvm2", nodes: 2 }] } as const;
  expect(found({ docker: "down", minikube: { version: "v1.38.1", profiles } }, "docker")).toBeUndefined();
  expect(found({ minikube: { version: "v1.38.1", profiles } }, "minikube")?.detail.en).toBe("v1.38.1: minikube (kvm2, v1.36.2, 2 nodes)");
});
