/** One answer, examined on an empty cluster: is it given what it deserves? */
import type { Lab } from "../../grader/model.ts";
import type { Driver } from "../cluster/driver.ts";
import type { Answer, WrongAnswer } from "../labs/exam.ts";
import { commandLine } from "../render/command-line.ts";
import { objectText } from "../render/finding.ts";
import type { ShownFinding, ShownReport } from "../render/report.ts";
import { emptyCluster } from "./exam-room.ts";
import { foundationOf } from "./foundation.ts";
import { examPatience, patienceFor, waitWhileOpen } from "./patience.ts";
import { createPlayer, type Player } from "./play.ts";
import type { Ports, Sight } from "./ports.ts";

export type Paper =
  | { readonly kind: "empty"; readonly lab: Lab }
  | { readonly kind: "right"; readonly lab: Lab; readonly answer: Answer }
  | { readonly kind: "wrong"; readonly lab: Lab; readonly answer: WrongAnswer };

export interface Result {
  readonly paper: Paper;
  /** `fault`: what the course gets wrong about this answer, in English; undefined: nothing. */
  readonly fault: string | undefined;
  readonly milliseconds: number;
}

export interface Room {
  readonly ports: Pick<Ports, "shelf" | "grader" | "clock" | "signal">;
  readonly labs: readonly Lab[];
  readonly driver: Driver;
}

export async function examine(room: Room, paper: Paper): Promise<Result> {
  const { clock, signal } = room.ports;
  const from = clock.now().getTime();
  await emptyCluster(room.driver, signal);
  const fault = await faultOf(room, paper);
  return { paper, fault, milliseconds: clock.now().getTime() - from };
}

async function faultOf(room: Room, paper: Paper): Promise<string | undefined> {
  switch (paper.kind) {
    case "empty":
      return examineEmpty(room, paper.lab);
    case "right":
      return examineRight(room, paper.lab, paper.answer);
    case "wrong":
      return examineWrong(room, paper.lab, paper.answer);
  }
}

async function examineEmpty({ ports, driver }: Room, lab: Lab): Promise<string | undefined> {
  const { report } = await ports.grader.look({ lab, driver, answers: {}, passed: [], files: [], folder: "", signal: ports.signal });
  return report.earned === 0 ? undefined : `an empty cluster earns ${report.earned} of ${report.possible}: ${passedIn(report)}`;
}

async function examineRight(room: Room, lab: Lab, answer: Answer): Promise<string | undefined> {
  await playBefore(room, lab, answer);
  const player = await createPlayer({ ...playing(room, lab), answer });
  try {
    await playAll(room, lab, player);
    const { report } = await lookUntil(room, player, ({ report: seen }) => seen.earned === seen.possible);
    if (report.earned === report.possible) return undefined;
    const cause = report.causes[0];
    return `earns ${report.earned} of ${report.possible}${cause === undefined ? "" : `: ${brief(cause)}`}${unknownIn(report)}`;
  } finally {
    await player.remove();
  }
}

async function examineWrong(room: Room, lab: Lab, answer: WrongAnswer): Promise<string | undefined> {
  await playBefore(room, lab, answer);
  const player = await createPlayer({ ...playing(room, lab), answer });
  try {
    await playAll(room, lab, player);
    const { report } = await lookUntil(room, player, ({ report: seen }) => seen.causes[0] !== undefined && isExpected(seen.causes[0], answer.expects));
    const cause = report.causes[0];
    if (report.earned === report.possible) return "is given full marks";
    if (cause === undefined) return `is rejected without a cause${unknownIn(report)}`;
    if (!isExpected(cause, answer.expects))
      return `is told ${brief(cause)} instead of ${answer.expects.code} ${answer.expects.object} ${answer.expects.path ?? ""}`.trimEnd();
    return await examineFix(room, player, cause);
  } finally {
    await player.remove();
  }
}

/** The printed fix, word for word; a question is mended by answering it. */
async function examineFix(room: Room, player: Player, cause: ShownFinding): Promise<string | undefined> {
  if (cause.fix === undefined) return cause.object.kind === "Question" ? undefined : `is told ${brief(cause)}, without a fix`;
  const { command, stdin } = cause.fix;
  const options = { cwd: player.folder, timeoutMs: 60_000, signal: room.ports.signal };
  const result = await room.driver.run(command, stdin === undefined ? options : { ...options, input: stdin });
  if (result.exitCode !== 0) return `its fix fails: ${commandLine(command)}: ${result.stderr.trim()}`;
  const gone = ({ report }: Sight): boolean => report.causes.every((left) => !isSame(left, cause)) && report.checks.every(({ status }) => status !== "unknown");
  const sight = await lookUntil(room, player, gone);
  return gone(sight) ? undefined : `its fix does not mend: ${commandLine(command)}`;
}

function playing({ ports, driver }: Room, lab: Lab) {
  return { ports, lab, driver, signal: ports.signal };
}

/** What the lab builds on, and the reference answer where the answer comes after it. */
async function playBefore(room: Room, lab: Lab, answer: Answer): Promise<void> {
  const before = [...foundationOf(lab, room.labs), ...(answer.after === "solution" ? [lab] : [])];
  for (const each of before) {
    const { solution } = await room.ports.shelf.exam(each);
    const player = await createPlayer({ ...playing(room, each), answer: solution });
    while ((await player.next()) !== undefined);
    await player.remove();
  }
}

/** Where a check passes once and for all, the cluster is looked at between the commands too, as a learner's screen does. */
async function playAll(room: Room, lab: Lab, player: Player): Promise<void> {
  const once = lab.steps.filter(({ checks }) => checks.some((check) => check.once === true)).map(({ id }) => id);
  while ((await player.next()) !== undefined) {
    if (once.length > 0) await lookWhile(room, player, ({ report }) => patienceFor(report, lab), once);
  }
}

function lookUntil(room: Room, player: Player, done: (sight: Sight) => boolean): Promise<Sight> {
  return lookWhile(room, player, (sight) => (done(sight) ? 0 : examPatience(sight.report)));
}

async function lookWhile({ ports, driver }: Room, player: Player, patienceOf: (sight: Sight) => number, steps?: readonly string[]): Promise<Sight> {
  const again = (): Promise<Sight> => player.look(steps);
  return waitWhileOpen({
    first: await again(),
    again,
    patience: patienceOf,
    changes: (until) => driver.changes(until),
    clock: ports.clock,
    signal: ports.signal,
  });
}

function isExpected(cause: ShownFinding, { code, object, path }: WrongAnswer["expects"]): boolean {
  return (
    cause.code === code &&
    [`${cause.object.kind}/${cause.object.name}`, `${cause.object.kind}/${cause.object.namespace}/${cause.object.name}`].includes(object) &&
    (path === undefined || cause.path === path)
  );
}

function isSame(a: ShownFinding, b: ShownFinding): boolean {
  return (
    a.code === b.code && a.path === b.path && a.object.kind === b.object.kind && a.object.name === b.object.name && a.object.namespace === b.object.namespace
  );
}

function brief(cause: ShownFinding): string {
  return `${cause.code} ${objectText(cause)}${cause.path === undefined ? "" : ` ${cause.path}`}`;
}

function passedIn(report: ShownReport): string {
  return report.checks.flatMap(({ id, status }) => (status === "passed" ? [id] : [])).join(", ");
}

function unknownIn(report: ShownReport): string {
  const open = report.checks.filter(({ status }) => status === "unknown");
  return open.length === 0 ? "" : ` (unknown: ${open.map(({ id, why }) => `${id} ${why?.code ?? ""}`.trim()).join(", ")})`;
}
