/** Examines the labs themselves: solutions earn everything, wrong answers get their cause, fixes mend, nothing earns nothing. */
import type { Lab } from "../../grader/model.ts";
import { verifyTexts } from "../i18n/verify.ts";
import { renderVerifyTable, type VerifyRow } from "../render/verify-table.ts";
import { examine } from "./exam/examine.ts";
import { mutantPapers } from "./exam/mutant-paper.ts";
import { type Fault, type Paper, paperName, type Result } from "./exam/paper.ts";
import { labNamed } from "./find-lab.ts";
import type { ExitCode, Ports, TemporaryCluster } from "./ports.ts";

/** Clusters beside each other: one for each of the two processors that a CI machine has. */
const rooms = 2;

export interface VerifyRequest {
  readonly labs: readonly string[];
  readonly json: boolean;
  /** Play the mutants of the reference answers too. */
  readonly mutants: boolean;
  /** Only answers whose name holds this text. */
  readonly only: string | undefined;
}

/** 0 only if all holds. On practice clusters of its own; nothing of the learner's is touched. */
export async function verify(ports: Ports, request: VerifyRequest): Promise<ExitCode> {
  const { shelf, output, look, clock, signal, clusters } = ports;
  const all = await shelf.labs();
  const labs = request.labs.length === 0 ? all : request.labs.map((word) => labNamed(word, all));
  const from = clock.now().getTime();
  const papers = (await papersOf(labs, ports, request.mutants)).filter((paper) => nameOf(paper).includes(request.only ?? ""));
  const results: Result[] = [];
  const left = [...papers];
  const inRoom = async (cluster: TemporaryCluster): Promise<void> => {
    for (let paper = left.shift(); paper !== undefined && !signal.aborted; paper = left.shift()) {
      const result = await examine({ ports, labs: all, driver: cluster.driver }, paper);
      if (signal.aborted) return;
      results.push(result);
      output.say(
        `${result.fault === undefined ? look.signs.done : look.signs.toMend} ${nameOf(paper)}  ${(result.milliseconds / 1000).toFixed(1)} s${result.fault === undefined ? "" : `\n    ${result.fault.text}`}`,
      );
    }
  };
  const opened = await Promise.allSettled(Array.from({ length: Math.min(rooms, papers.length) }, () => clusters.temporary(signal)));
  const found = opened.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  try {
    const broken = opened.find((each) => each.status === "rejected");
    if (broken !== undefined && found.length === 0) throw broken.reason;
    await Promise.all(found.map(inRoom));
  } finally {
    await Promise.all(found.map(({ remove }) => remove()));
  }
  if (signal.aborted) return 130;
  const held = results.every(({ fault }) => fault === undefined);
  const seconds = (clock.now().getTime() - from) / 1000;
  const ordered = papers.flatMap((paper) => results.filter((result) => result.paper === paper));
  const rows = labs.map((lab) => rowOf(lab, ordered));
  if (request.json) output.print(JSON.stringify(documentOf(rows, ordered, held, seconds), undefined, 2));
  else {
    output.print(renderVerifyTable(rows, look));
    output.print(
      `\n  ${(held ? verifyTexts.held : verifyTexts.broken)({ answers: results.length, faults: results.filter(({ fault }) => fault !== undefined).length, seconds: seconds.toFixed(0) })[look.language]}`,
    );
  }
  return held ? 0 : 1;
}

async function papersOf(labs: readonly Lab[], { shelf }: Ports, withMutants: boolean): Promise<readonly Paper[]> {
  const papers = await Promise.all(
    labs.map(async (lab): Promise<readonly Paper[]> => {
      const exam = await shelf.exam(lab);
      return [
        { kind: "empty", lab },
        ...[exam.solution, ...exam.right].map((answer): Paper => ({ kind: "right", lab, answer })),
        ...exam.wrong.map((answer): Paper => ({ kind: "wrong", lab, answer })),
        ...(withMutants ? mutantPapers(lab, exam, await shelf.manifests(exam.solution.folder)) : []),
      ];
    }),
  );
  return papers.flat();
}

function nameOf(paper: Paper): string {
  return `${paper.lab.name} ${paperName(paper)}`;
}

function rowOf(lab: Lab, results: readonly Result[]): VerifyRow {
  const own = results.filter(({ paper }) => paper.lab === lab);
  const of = (kind: Paper["kind"], faults?: readonly Fault["in"][]) => {
    const some = own.filter(({ paper }) => paper.kind === kind);
    return { held: some.filter(({ fault }) => fault === undefined || faults?.includes(fault.in) === false).length, all: some.length };
  };
  return {
    lab: lab.name,
    scores: {
      right: of("right"),
      rejected: of("wrong", ["marks"]),
      cause: of("wrong", ["marks", "cause"]),
      fix: of("wrong"),
      mutants: of("mutant"),
      empty: of("empty"),
    },
    faults: own.flatMap(({ paper, fault }) => (fault === undefined ? [] : [`${paperName(paper)}: ${fault.text}`])),
  };
}

function documentOf(rows: readonly VerifyRow[], results: readonly Result[], held: boolean, seconds: number): object {
  return {
    formatVersion: 1,
    held,
    seconds: Math.round(seconds * 10) / 10,
    labs: rows.map(({ lab, scores }) => ({ lab, ...scores })),
    answers: results.map(({ paper, fault, milliseconds }) => ({
      lab: paper.lab.name,
      kind: paper.kind,
      answer: "answer" in paper ? paper.answer.name : null,
      ...("mutant" in paper ? { mutant: { operator: paper.mutant.operator, object: paper.mutant.object, path: paper.mutant.path ?? null } } : {}),
      held: fault === undefined,
      fault: fault?.text ?? null,
      faultIn: fault?.in ?? null,
      milliseconds,
    })),
  };
}
