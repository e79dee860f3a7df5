/** What helps within a lab: hints, the solution, the questions, the way on, saved observations; and doctor. */

import { fileURLToPath } from "node:url";
import type { ComputerFacts } from "../../../src/cluster/computer.ts";
import { minikubeAdvice } from "../../../src/cluster/minikube/state-texts.ts";
import { answer } from "../../../src/commands/answer.ts";
import { doctor } from "../../../src/commands/doctor.ts";
import { hint } from "../../../src/commands/hint.ts";
import { next } from "../../../src/commands/next.ts";
import type { Grader } from "../../../src/commands/ports.ts";
import { solution } from "../../../src/commands/solution.ts";
import { savedTexts } from "../../../src/i18n/saved.ts";
import { renderJudgedFiles } from "../../../src/render/judged-files.ts";
import type { Look } from "../../../src/render/look.ts";
import type { ShownReport } from "../../../src/render/report.ts";
import { UserError } from "../../../src/trouble.ts";
import { createStage, noWishes, type Stage, type StageOptions } from "../../support/stage.ts";
import { asking, done, doubtful, lab, mistaken, notBegun, step, wired } from "../fixtures.ts";

const labs = [
  { ...lab, steps: [step, { ...step, id: "reach", title: { ko: "Service에 접근하기", en: "Reach the Service" } }] },
  { ...lab, id: "02-counter", name: "counter", number: 2 },
];

function scene(options: Partial<StageOptions>, play: (stage: Stage) => Promise<unknown>): (look: Look) => Promise<string> {
  return async (look) => {
    const stage = createStage({ labs, typed: [], ...options, look });
    await play(stage);
    return stage.shown();
  };
}

const sees =
  (report: ShownReport): Grader["look"] =>
  async () => ({ report, observation: wired });

const answered = {
  name: "solution",
  folder: fileURLToPath(new URL("../../../solutions/06-echo", import.meta.url)),
  title: { ko: "모범 답안", en: "Solution" },
  after: undefined,
  do: [
    { kind: "run", argv: ["kubectl", "apply", "-f", "echo-svc.yml"] },
    { kind: "answer", check: "cluster-ip", source: { argv: ["kubectl", "get", "svc", "echo", "-o", "jsonpath={.spec.clusterIP}"] } },
    { kind: "answer", check: "dns-name", source: { text: "echo.default.svc.cluster.local" } },
  ],
} as const;

const healthy: ComputerFacts = {
  node: "20.19.0",
  platform: "linux",
  kubectl: { status: "good", path: "/usr/local/bin/kubectl", version: "v1.36.3" },
  minikube: {
    version: "v1.38.1",
    profiles: {
      status: "listed",
      profiles: [
        { name: "minikube", driver: "docker", kubernetes: "v1.36.2", nodes: 1, active: true },
        { name: "three", driver: "kvm2", kubernetes: "v1.34.0", nodes: 3, active: false },
      ],
    },
  },
  docker: "up",
  ownAddress: true,
  taken: [],
  environment: { LANG: "ko_KR.UTF-8", HTTPS_PROXY: "http://proxy:3128", NO_PROXY: "127.0.0.0/8" },
  terminal: { isTerminal: true, columns: 100 },
  clock: { now: Date.UTC(2026, 0, 2, 3, 4), notBefore: 0 },
};
const ailing: ComputerFacts = {
  ...healthy,
  node: "18.20.4",
  platform: "darwin",
  kubectl: { status: "too-old", path: "/usr/local/bin/kubectl", version: "v1.24.0" },
  docker: "down",
  ownAddress: false,
  taken: [30000, 31000],
  environment: { LANG: "POSIX", HTTPS_PROXY: "http://proxy:3128", https_proxy: "http://proxy:3128" },
  terminal: { isTerminal: true, columns: 50 },
  clock: { now: Date.UTC(2020, 0, 2, 3, 4), notBefore: Date.UTC(2026, 0, 1) },
};
const runs: StageOptions["runs"] = () => ({ stdout: '{"clientVersion":{"gitVersion":"v1.36.3"}}' });
const stopped = { kind: "minikube", name: "minikube", state: { status: "stopped", advice: minikubeAdvice.dockerDown("minikube") } } as const;
const examined = ({ ports }: Stage): Promise<unknown> => doctor(ports, { ...noWishes, json: false });

const target = undefined;
const times = async (count: number, deed: () => Promise<unknown>): Promise<void> => {
  for (let at = 0; at < count; at += 1) await deed();
};

export const helpingScenes = {
  "doctor-healthy": scene({ computer: healthy, runs }, examined),
  "doctor-ailing": scene({ computer: ailing, runs, cluster: stopped }, examined),
  hint: scene({ looks: sees(mistaken) }, ({ ports }) => times(3, () => hint(ports, { ...noWishes, target }))),
  "hint-needless": scene({ looks: sees(done) }, ({ ports }) => hint(ports, { ...noWishes, target: "clusterip" })),
  solution: scene({ solution: answered }, ({ ports }) => times(2, () => solution(ports, { ...noWishes, target }))),
  "answer-asks": scene({ looks: sees(done), typed: ["10.96.0.12"] }, ({ ports }) => answer(ports, { ...noWishes, target, given: [] })),
  next: scene({ looks: sees(done) }, ({ ports }) => next(ports, noWishes)),
  "next-last": scene({ looks: sees(done), labs: [lab] }, ({ ports }) => next(ports, noWishes)),
  "next-not-yet": scene({ looks: sees(mistaken) }, ({ ports }) => next(ports, noWishes)),
  "next-question": scene({ looks: sees(asking) }, ({ ports }) => next(ports, noWishes)),
  "judge-several": async (look: Look) =>
    renderJudgedFiles(
      [
        ...Object.entries({ kim: done, lee: mistaken, park: notBegun, choi: doubtful }).map(([name, report]) => ({
          path: `class/${name}.json`,
          status: "judged" as const,
          report,
        })),
        { path: "notes.json", status: "refused", error: new UserError({ code: "saved-other", text: savedTexts.other("notes.json") }) },
      ],
      look,
    ),
} satisfies Readonly<Record<string, (look: Look) => Promise<string>>>;
