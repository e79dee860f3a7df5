/** What is there, what is missing, and the way out. */

import type { LocalizedText } from "../../grader/model.ts";
import { doctorTexts } from "../i18n/doctor.ts";
import { UserError } from "../trouble.ts";
import type { ClusterWishes, ExitCode, Ports } from "./ports.ts";

interface Symptom {
  readonly what: LocalizedText;
  readonly state: "good" | "bad" | "doubt";
  readonly detail: LocalizedText;
}

/** 0 when nothing is missing that the labs need, else 3. */
export async function doctor(ports: Ports, request: ClusterWishes & { readonly json: boolean }): Promise<ExitCode> {
  const symptoms = [node(), await labs(ports), await home(ports), await kubectl(ports, request), await cluster(ports, request)];
  const { language, paint, signs } = ports.look;
  const sick = symptoms.some(({ state }) => state === "bad");
  if (request.json)
    ports.output.print(
      JSON.stringify(
        { formatVersion: 1, healthy: !sick, findings: symptoms.map(({ what, state, detail }) => ({ what: what[language], state, detail: detail[language] })) },
        undefined,
        2,
      ),
    );
  else {
    const sign = { good: signs.done, bad: signs.toMend, doubt: signs.unknown };
    for (const { what, state, detail } of symptoms)
      ports.output.print(`  ${paint(state, `${sign[state]} ${what[language]}`)}   ${detail[language].replaceAll("\n", "\n     ")}`);
  }
  return sick ? 3 : 0;
}

function node(): Symptom {
  const version = process.versions.node;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return { what: doctorTexts.node, state: enough ? "good" : "bad", detail: enough ? same(version) : doctorTexts.nodeOld(version) };
}

async function labs({ shelf }: Ports): Promise<Symptom> {
  return attempt(doctorTexts.labs, async () => same(String((await shelf.labs()).length)));
}

async function home({ progress, home: folder }: Ports): Promise<Symptom> {
  return attempt(doctorTexts.home, async () => {
    await progress.update((known) => known);
    return same(folder);
  });
}

async function kubectl({ clusters, signal }: Ports, request: ClusterWishes): Promise<Symptom> {
  return attempt(doctorTexts.kubectl, async () => {
    const { driver } = await clusters.open(request);
    const { exitCode, stdout, stderr } = await driver.run(["kubectl", "version", "--client", "-o", "json"], { timeoutMs: 10_000, signal });
    if (exitCode !== 0) throw new UserError({ code: "kubectl-broken", text: same(stderr.trim()), exitCode: 3 });
    return same((JSON.parse(stdout) as { clientVersion: { gitVersion: string } }).clientVersion.gitVersion);
  });
}

async function cluster({ clusters, signal }: Ports, request: ClusterWishes): Promise<Symptom> {
  return attempt(doctorTexts.cluster, async () => {
    const { driver } = await clusters.open(request);
    const state = await driver.state(signal);
    const name = driver.kind === driver.name ? driver.name : `${driver.kind} ${driver.name}`;
    if (state.status === "running") return { ko: `${name}, Kubernetes ${state.version}`, en: `${name}, Kubernetes ${state.version}` };
    // A practice cluster that is down is brought up by whatever needs it.
    if (driver.kind === "practice" && state.status !== "unreachable") return doctorTexts.practiceDown;
    throw new UserError({ code: "cluster-not-running", text: { ko: `${name}: ${state.advice.ko}`, en: `${name}: ${state.advice.en}` }, exitCode: 3 });
  });
}

async function attempt(what: LocalizedText, look: () => Promise<LocalizedText>): Promise<Symptom> {
  try {
    return { what, state: "good", detail: await look() };
  } catch (error) {
    if (error instanceof UserError) return { what, state: "bad", detail: error.text };
    throw error;
  }
}

function same(text: string): LocalizedText {
  return { ko: text, en: text };
}
