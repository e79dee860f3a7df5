/** What the facts about a computer mean for the labs. Pure. */
import type { ComputerFacts } from "../../cluster/computer.ts";
import { doctorTexts as texts } from "../../i18n/doctor.ts";
import { type Symptom, same } from "./symptom.ts";

export function computerSymptoms(facts: ComputerFacts): readonly Symptom[] {
  return [node(facts), kubectl(facts), minikube(facts), ...docker(facts), ports(facts), locale(facts), terminal(facts), ...proxy(facts), clock(facts)];
}

function node({ node: version }: ComputerFacts): Symptom {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isEnough = major > 20 || (major === 20 && minor >= 19);
  return { id: "node", what: texts.node, state: isEnough ? "good" : "bad", detail: isEnough ? same(version) : texts.nodeOld(version) };
}

/** svclab gets one of its own where the learner's won't do; that it can is another question. */
function kubectl({ kubectl: found }: ComputerFacts): Symptom {
  const base = { id: "kubectl", what: texts.kubectl };
  switch (found.status) {
    case "good":
      return { ...base, state: "good", detail: same(`${found.version}  ${found.path}`) };
    case "too-old":
      return { ...base, state: "note", detail: texts.kubectlOld(found) };
    case "broken":
      return { ...base, state: "note", detail: texts.kubectlBroken(found.path) };
    case "absent":
      return { ...base, state: "note", detail: texts.kubectlAbsent };
  }
}

function minikube({ minikube: { version, profiles } }: ComputerFacts): Symptom {
  const base = { id: "minikube", what: texts.minikube };
  switch (profiles.status) {
    case "no-minikube":
      return { ...base, state: "note", detail: texts.minikubeAbsent };
    case "unreadable":
      return { ...base, state: "note", detail: texts.minikubeUnreadable(profiles.detail) };
    case "listed": {
      if (profiles.profiles.length === 0) return { ...base, state: "note", detail: texts.minikubeEmpty(version ?? "") };
      const list = profiles.profiles.map(({ name, driver, kubernetes, nodes }) => texts.profile({ name, driver, kubernetes, nodes }));
      return {
        ...base,
        state: "good",
        detail: { ko: `${version ?? ""}: ${list.map(({ ko }) => ko).join(", ")}`, en: `${version ?? ""}: ${list.map(({ en }) => en).join(", ")}` },
      };
    }
  }
}

/** Only who has a profile that runs in it needs it. */
function docker({ docker: state, minikube: { profiles }, platform, environment }: ComputerFacts): readonly Symptom[] {
  const using = profiles.status === "listed" ? profiles.profiles.filter(({ driver }) => driver === "docker").map(({ name }) => name) : [];
  if (using.length === 0) return [];
  const base = { id: "docker", what: texts.docker };
  if (state === "down" || state === "absent") return [{ ...base, state: "note", detail: texts.dockerDown(using.join(", ")) }];
  const isFar = state === "up-apart" || platform === "darwin" || platform === "win32" || environment.WSL_DISTRO_NAME !== undefined;
  return [isFar ? { ...base, state: "note", detail: texts.dockerFar } : { ...base, state: "good", detail: texts.dockerUp }];
}

function ports({ ownAddress, taken }: ComputerFacts): Symptom {
  const base = { id: "ports", what: texts.ports };
  if (ownAddress) return { ...base, state: "good", detail: texts.portsOwn };
  return taken.length === 0 ? { ...base, state: "good", detail: texts.portsShared } : { ...base, state: "note", detail: texts.portsTaken(taken.join(", ")) };
}

function locale({ environment, platform }: ComputerFacts): Symptom {
  const base = { id: "locale", what: texts.locale };
  const value = [environment.LC_ALL, environment.LC_CTYPE, environment.LANG].find((each) => each !== undefined && each !== "");
  if (value === undefined) return { ...base, state: "good", detail: texts.localeUnset };
  return platform === "win32" || /utf-?8/i.test(value)
    ? { ...base, state: "good", detail: same(value) }
    : { ...base, state: "note", detail: texts.localePlain(value) };
}

const narrow = 60;

function terminal({ terminal: { isTerminal, columns }, environment }: ComputerFacts): Symptom {
  const base = { id: "terminal", what: texts.terminal };
  if (!isTerminal) return { ...base, state: "note", detail: texts.terminalNone };
  if (environment.TERM === "dumb") return { ...base, state: "note", detail: texts.terminalDumb };
  if (columns !== undefined && columns < narrow) return { ...base, state: "note", detail: texts.terminalNarrow(columns) };
  return { ...base, state: "good", detail: texts.terminalWide(columns ?? 80) };
}

const proxyNames = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/** svclab itself goes past any proxy; a kubectl or curl in the learner's own shell does not. */
function proxy({ environment }: ComputerFacts): readonly Symptom[] {
  const set = proxyNames.filter((name) => (environment[name] ?? "") !== "");
  if (set.length === 0) return [];
  const spared = environment.NO_PROXY ?? environment.no_proxy ?? "";
  const isSpared = spared.split(",").some((part) => ["*", "127.0.0.0/8"].includes(part.trim()));
  const base = { id: "proxy", what: texts.proxy };
  return [
    isSpared ? { ...base, state: "good", detail: texts.proxySpared(set.join(", ")) } : { ...base, state: "note", detail: texts.proxyNotSpared(set.join(", ")) },
  ];
}

function clock({ clock: { now, notBefore } }: ComputerFacts): Symptom {
  const base = { id: "clock", what: texts.clock };
  const text = new Date(now).toISOString().slice(0, 16);
  return now < notBefore
    ? { ...base, state: "bad", detail: texts.clockBehind(text) }
    : { ...base, state: "good", detail: same(`${text.replace("T", " ")} UTC`) };
}
