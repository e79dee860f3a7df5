/** What is there, what is missing, and the way out. */
import type { LocalizedText } from "../../grader/model.ts";
import { doctorTexts } from "../i18n/doctor.ts";
import { words } from "../i18n/words.ts";
import { columnsOf, padded } from "../render/layout.ts";
import type { Look } from "../render/look.ts";
import { renderTold } from "../render/told.ts";
import { UserError } from "../trouble.ts";
import { computerSymptoms } from "./doctor/computer-symptoms.ts";
import { type Symptom, same } from "./doctor/symptom.ts";
import type { ClusterWishes, ExitCode, Ports } from "./ports.ts";

/** 0 when the labs can run, else 3. */
export async function doctor(ports: Ports, request: ClusterWishes & { readonly json: boolean }): Promise<ExitCode> {
  const [facts, ...own] = await Promise.all([ports.computer(), labs(ports), home(ports), kubectl(ports, request), cluster(ports, request)]);
  if (ports.signal.aborted) return 130;
  const symptoms = [...computerSymptoms(facts), ...own];
  const { language } = ports.look;
  const isHealthy = symptoms.every(({ state }) => state !== "bad");
  if (request.json) {
    const findings = symptoms.map(({ id, what, state, detail }) => ({ id, what: what[language], state, detail: detail[language] }));
    ports.output.print(JSON.stringify({ formatVersion: 1, healthy: isHealthy, findings }, undefined, 2));
  } else {
    ports.output.print(`${renderSymptoms(symptoms, ports.look)}\n\n  ${(isHealthy ? doctorTexts.healthy : doctorTexts.sick)[language]}`);
  }
  return isHealthy ? 0 : 3;
}

/** A line each: sign, word, what it is, how it is; long ones go on under their beginning. */
function renderSymptoms(symptoms: readonly Symptom[], { language, paint, signs, columns }: Look): string {
  const dress = {
    good: { sign: signs.done, word: words.ok[language], role: "good" },
    note: { sign: signs.unknown, word: doctorTexts.note[language], role: "doubt" },
    bad: { sign: signs.toMend, word: words.toMend[language], role: "bad" },
  } as const;
  const wordWidth = Math.max(...Object.values(dress).map(({ word }) => columnsOf(word)));
  const whatWidth = Math.max(...symptoms.map(({ what }) => columnsOf(what[language])));
  const margin = 2 + 2 + wordWidth + 2 + whatWidth + 2;
  return symptoms
    .flatMap(({ what, state, detail }) => {
      const { sign, word, role } = dress[state];
      const head = `  ${paint(role, `${sign} ${padded(word, wordWidth)}`)}  ${padded(what[language], whatWidth)}  `;
      const lines = renderTold(detail[language], { columns: columns - margin }).split("\n");
      // A command too long for its column reaches out to the left, so that it stays whole.
      return lines.map((line, at) => `${at === 0 ? head : " ".repeat(Math.max(4, Math.min(margin, columns - columnsOf(line))))}${line}`);
    })
    .join("\n");
}

function labs({ shelf }: Ports): Promise<Symptom> {
  return attempt("labs", doctorTexts.labs, async () => doctorTexts.labCount((await shelf.labs()).length));
}

function home({ progress, home: folder }: Ports): Promise<Symptom> {
  return attempt("home", doctorTexts.home, async () => {
    await progress.update((known) => known);
    return same(folder);
  });
}

/** The one that the labs will use: the learner's, or a fetched one. */
function kubectl({ clusters, signal }: Ports, request: ClusterWishes): Promise<Symptom> {
  return attempt("kubectl-used", doctorTexts.kubectlUsed, async () => {
    const { driver } = await clusters.open({ ...request, cluster: "practice", context: undefined, profile: undefined });
    const { exitCode, stdout, stderr } = await driver.run(["kubectl", "version", "--client", "-o", "json"], { timeoutMs: 10_000, signal });
    if (exitCode !== 0) throw new UserError({ code: "kubectl-broken", text: same(stderr.trim()), exitCode: 3 });
    return same((JSON.parse(stdout) as { clientVersion: { gitVersion: string } }).clientVersion.gitVersion);
  });
}

function cluster({ clusters, signal }: Ports, request: ClusterWishes): Promise<Symptom> {
  return attempt("cluster", doctorTexts.cluster, async () => {
    const { driver } = await clusters.open(request);
    const state = await driver.state(signal);
    const name = driver.kind === driver.name ? driver.name : `${driver.kind} ${driver.name}`;
    if (state.status === "running") return same(`${name}, Kubernetes ${state.version}${state.nodeAddress === undefined ? "" : `, ${state.nodeAddress}`}`);
    // A practice cluster that is down is brought up by whatever needs it.
    if (driver.kind === "practice" && state.status !== "unreachable") return doctorTexts.practiceDown;
    throw new UserError({ code: "cluster-not-running", text: state.advice, exitCode: 3 });
  });
}

async function attempt(id: string, what: LocalizedText, look: () => Promise<LocalizedText>): Promise<Symptom> {
  try {
    return { id, what, state: "good", detail: await look() };
  } catch (error) {
    if (error instanceof UserError) return { id, what, state: "bad", detail: error.text };
    throw error;
  }
}
