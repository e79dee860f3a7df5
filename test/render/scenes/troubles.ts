/** Whatever svclab ends with before its work is done, as a terminal shows it. */
import { failureOf } from "../../../src/cli/failure.ts";
import { parseArguments } from "../../../src/cli/parse.ts";
import { chooseCluster } from "../../../src/cluster/choose.ts";
import { ensureRights } from "../../../src/cluster/kubeconfig/rights.ts";
import { minikubeAdvice } from "../../../src/cluster/minikube/state-texts.ts";
import { ensureNamespace } from "../../../src/cluster/namespace.ts";
import { answer } from "../../../src/commands/answer.ts";
import { clusterReset } from "../../../src/commands/cluster.ts";
import { mayChange } from "../../../src/commands/consent.ts";
import { targetNamed } from "../../../src/commands/find-lab.ts";
import { offerStart } from "../../../src/commands/offer-start.ts";
import { reset } from "../../../src/commands/reset.ts";
import { shell } from "../../../src/commands/shell.ts";
import { progressTroubles } from "../../../src/i18n/progress-troubles.ts";
import { savedTexts } from "../../../src/i18n/saved.ts";
import { transcriptTexts } from "../../../src/i18n/transcript.ts";
import { verifyTexts } from "../../../src/i18n/verify.ts";
import type { Look } from "../../../src/render/look.ts";
import { renderTold } from "../../../src/render/told.ts";
import { UserError } from "../../../src/trouble.ts";
import { createStage, noWishes, type Stage, type StageOptions } from "../../support/stage.ts";
import { lab } from "../fixtures.ts";

type Text = UserError["text"];

const labs = [
  {
    ...lab,
    owns: [
      { kind: "Deployment", name: "redis" },
      { kind: "Service", name: "redis" },
    ],
  },
  { ...lab, id: "02-counter", name: "counter", number: 2 },
];

/** One below the other, each as it is told when svclab ends with it. */
function ends(errors: readonly unknown[], look: Look, interrupted = false): string {
  const context = { language: look.language, interrupted, version: "1.2.3", argv: [] };
  return errors.map((error) => renderTold(failureOf(error, context).text.replace(/\n\nsvclab 1.2.3[\s\S]*/, ""), look)).join("\n\n");
}

const said = (texts: readonly Text[]) => (look: Look) =>
  ends(
    texts.map((text) => new UserError({ code: "told", text })),
    look,
  );

/** What the deeds throw; a fault of svclab's own is none of these. */
function thrown(deeds: readonly (() => unknown)[]): Promise<readonly unknown[]> {
  return Promise.all(
    deeds.map(async (deed) => {
      try {
        await deed();
      } catch (error) {
        if (error instanceof UserError) return error;
        throw error;
      }
      throw new Error("nothing was thrown");
    }),
  );
}

const on = (options: Omit<StageOptions, "look" | "labs">, deed: (stage: Stage) => Promise<unknown>) => (look: Look) => () =>
  deed(createStage({ ...options, look, labs }));

const course = { kind: "kubeconfig", name: "gke_school_europe-west3_course", namespace: "svclab" } as const;
const refusal = 'Error from server (Forbidden): namespaces is forbidden: User "learner" cannot create resource "namespaces"';
const forbidden = { ...course, run: async () => ({ exitCode: 1, stdout: "no\n", stderr: refusal }) };
const signal = new AbortController().signal;
const wishes = { ...noWishes, target: "clusterip", yes: false };
const starts = { status: "stopped", advice: minikubeAdvice.stopped("minikube"), start: ["minikube", "start", "-p", "minikube"] } as const;

const refused = [
  on({}, ({ ports }) => reset(ports, wishes)),
  on({ typed: ["n"] }, ({ ports }) => reset(ports, wishes)),
  on({ runs: () => ({ exitCode: 1, stderr: "The connection to the server 127.0.49.2:8443 was refused" }) }, ({ ports }) =>
    reset(ports, { ...wishes, yes: true }),
  ),
  on({}, ({ ports }) => clusterReset(ports, wishes)),
  on({ cluster: course }, ({ ports }) => clusterReset(ports, wishes)),
  on({ cluster: course, foreign: true }, async ({ ports }) => mayChange(ports, await ports.clusters.open(noWishes), false)),
  on({ cluster: course, foreign: true, typed: ["n"] }, async ({ ports }) => mayChange(ports, await ports.clusters.open(noWishes), false)),
  on(
    {
      cluster: { kind: "minikube", name: "minikube", state: starts },
      typed: ["y"],
      runs: () => ({ exitCode: 29, stderr: "X Exiting due to RSRC_INSUFFICIENT_CORES: has less than 2 CPUs available" }),
    },
    async ({ ports, terminal }) => offerStart(ports, terminal, { driver: (await ports.clusters.open(noWishes)).driver, yes: false }),
  ),
  on({}, ({ ports }) => shell(ports, noWishes)),
  on({}, ({ ports }) => answer(ports, { ...wishes, given: [] })),
  on({}, ({ ports }) => answer(ports, { ...wishes, given: ["clusterip=10.96.0.12"] })),
];

const misused = ["lst", "cluster dwon", "list --jsn", "reset", "reset a b", "list --cluster k3s", "check a --timeout soon", "list --lang"];
const home = "/home/learner/.local/share/svclab/progress.json";
const file = "class/2026/kim.json";

export const troubleScenes = {
  "trouble-misuse": async (look: Look) =>
    [
      ...misused.map((line) => {
        const invocation = parseArguments(line.split(" "), { ...look, version: "1.2.3" });
        return renderTold("text" in invocation ? invocation.text : "", look);
      }),
      ends(await thrown(["clusterpi", "nothing", "clusterip/selecter", "clusterip/9"].map((word) => () => targetNamed(word, labs))), look),
    ].join("\n\n"),
  "trouble-refused": async (look: Look) => ends(await thrown(refused.map((deed) => deed(look))), look),
  "trouble-progress": said([
    progressTroubles.noFolder("/home/learner/.local/share/svclab"),
    ...[progressTroubles.notWritable, progressTroubles.unreadable].map((text) => text({ path: home, reason: "EACCES" })),
    progressTroubles.newer({ path: home, version: 2 }),
    progressTroubles.locked({ path: home, holder: 4711 }),
    progressTroubles.setAside(`${home}.broken`),
    transcriptTexts.notWritable({ path: "/report.html", reason: "EACCES" }),
  ]),
  "trouble-saved": said([
    ...[savedTexts.notSaved, savedTexts.unreadable].map((text) => text({ path: file, reason: "EACCES" })),
    savedTexts.tooLarge({ path: file, megabytes: 90 }),
    savedTexts.noJson(file),
    savedTexts.other(file),
    savedTexts.newer({ path: file, version: 2 }),
    savedTexts.misshapen({ path: file, at: "observation.world.lists.0" }),
    savedTexts.unknownLab({ path: file, lab: "ingress" }),
    savedTexts.otherLab({ path: file, lab: "echo" }),
  ]),
  "trouble-cluster": async (look: Look) =>
    ends(
      [
        ...(await thrown([
          () => chooseCluster({ home: "", env: {}, cluster: "practice", context: "course", profile: undefined, last: undefined, signal }),
          () => ensureNamespace(forbidden, signal),
          () => ensureRights(forbidden, signal),
        ])),
        ...[
          minikubeAdvice.noMinikube,
          ...(["absent", "stopped", "paused", "dockerDown", "contextStale"] as const).map((state) => minikubeAdvice[state]("minikube")),
          minikubeAdvice.unknown({ profile: "minikube", said: "exit code 80" }),
        ].map((text) => new UserError({ code: "advice", text })),
      ],
      look,
    ),
  "trouble-verify": said([
    verifyTexts.notEmpty({ command: "kubectl delete all --all", said: "Unable to connect to the server" }),
    verifyTexts.siteNotEmpty({ command: "kubectl delete namespace svclab-exam", said: "Unable to connect to the server" }),
    verifyTexts.siteUnread({ kind: "Service", said: "services is forbidden" }),
    verifyTexts.namespaceTaken("svclab-exam"),
    verifyTexts.portsTaken(["team-a/web 31000", "team-b/shop 32000"]),
  ]),
  "trouble-faults": async (look: Look) =>
    [ends([undefined], look, true), ends([Object.assign(new Error("EMFILE: too many open files"), { code: "EMFILE" }), new Error("boom")], look)].join("\n\n"),
} satisfies Readonly<Record<string, (look: Look) => string | Promise<string>>>;
