/** What stands before a lab: the list, the picker, the questions before something is changed. */

import { minikubeAdvice } from "../../../src/cluster/minikube/state-texts.ts";
import { clusterDown, clusterReset, clusterStatus, clusterUp } from "../../../src/commands/cluster.ts";
import { mayChange } from "../../../src/commands/consent.ts";
import { list } from "../../../src/commands/list.ts";
import { offerStart } from "../../../src/commands/offer-start.ts";
import { reset } from "../../../src/commands/reset.ts";
import { shell } from "../../../src/commands/shell.ts";
import { start } from "../../../src/commands/start.ts";
import type { Progress } from "../../../src/progress/progress.ts";
import type { Look } from "../../../src/render/look.ts";
import { createStage, noWishes, type Stage, type StageOptions } from "../../support/stage.ts";
import { lab } from "../fixtures.ts";

const labs = [
  {
    ...lab,
    owns: [
      { kind: "Deployment", name: "redis" },
      { kind: "Service", name: "redis" },
    ],
  },
  { ...lab, id: "02-counter", number: 2, name: "counter", title: { ko: "counter 앱에서 redis 접근", en: "Reach redis from the counter app" } },
  {
    ...lab,
    id: "05-loadbalancer",
    number: 5,
    name: "loadbalancer",
    title: { ko: "LoadBalancer와 MetalLB로 밖에 열기", en: "Open it to the outside with a LoadBalancer and MetalLB" },
  },
];

const begun: Progress = {
  formatVersion: 1,
  cluster: { kind: "practice", name: "practice", namespace: "default" },
  lab: "counter",
  clusters: {
    "practice/practice/default": {
      clusterip: { marks: { ready: 1, finds: 2, answers: 1, "cluster-ip": 1 }, answers: {}, hints: {}, solutions: {}, step: "selector" },
      counter: { marks: { ready: 1 }, answers: {}, hints: {}, solutions: {}, step: "selector" },
    },
  },
};

/** The command, and what a terminal showed of it. */
function scene(options: Omit<StageOptions, "look" | "labs">, play: (stage: Stage) => Promise<unknown>): (look: Look) => Promise<string> {
  return async (look) => {
    const stage = createStage({ typed: [], progress: begun, ...options, look, labs });
    await play(stage);
    return stage.shown();
  };
}

const starting = { ...noWishes, target: undefined, from: "solutions", yes: false } as const;
const picking = ({ ports, terminal }: Stage): Promise<unknown> => start(ports, terminal, starting);
const stopped = { status: "stopped", advice: minikubeAdvice.stopped("minikube"), start: ["minikube", "start", "-p", "minikube"] } as const;
const course = { kind: "kubeconfig", name: "gke_school-project_europe-west3_course", namespace: "svclab" } as const;

export const pickingScenes = {
  picker: scene({ progress: { formatVersion: 1, clusters: {} } }, picking),
  "picker-begun": scene({ reason: "used-last" }, picking),
  "picker-minikube": scene({ reason: "minikube-runs", cluster: { kind: "minikube", name: "minikube" } }, picking),
  "picker-asked": scene({ reason: "asked-for", cluster: course }, picking),
  standing: scene({ progress: { formatVersion: 1, clusters: {} } }, ({ ports }) => list(ports, { json: false })),
  "list-begun": scene({}, ({ ports }) => list(ports, { json: false })),
  consent: scene({ typed: ["y"], cluster: course, foreign: true }, async ({ ports }) => mayChange(ports, await ports.clusters.open(noWishes), false)),
  "start-minikube": scene({ typed: ["y"], cluster: { kind: "minikube", name: "minikube", state: stopped } }, async ({ ports, terminal }) =>
    offerStart(ports, terminal, { driver: (await ports.clusters.open(noWishes)).driver, yes: false }),
  ),
  reset: scene({ typed: ["y"], runs: ([, , kind, name]) => ({ stdout: `${kind?.toLowerCase()} "${name}" deleted\n` }) }, ({ ports }) =>
    reset(ports, { ...noWishes, target: "clusterip", yes: false }),
  ),
  "reset-step": scene({}, ({ ports }) => reset(ports, { ...noWishes, target: "clusterip/selector", yes: false })),
  "shell-greeting": scene({}, ({ ports }) => shell(ports, noWishes)),
  "cluster-up": scene({}, ({ ports }) => clusterUp(ports, noWishes)),
  "cluster-down": scene({}, ({ ports }) => clusterDown(ports, noWishes)),
  "cluster-reset": scene({ typed: ["y"] }, ({ ports }) => clusterReset(ports, { ...noWishes, yes: false })),
  "cluster-status": scene({}, ({ ports }) => clusterStatus(ports, { ...noWishes, json: false })),
  "cluster-status-stopped": scene({ reason: "asked-for", cluster: { kind: "minikube", name: "minikube", state: stopped } }, ({ ports }) =>
    clusterStatus(ports, { ...noWishes, json: false }),
  ),
} satisfies Readonly<Record<string, (look: Look) => Promise<string>>>;
