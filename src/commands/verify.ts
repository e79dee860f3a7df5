/** Examines the labs themselves: solutions earn everything, wrong answers get their cause, fixes mend, nothing earns nothing. */
import type { Lab, Language, LocalizedText } from "../../grader/model.ts";
import { verifyTexts } from "../i18n/verify.ts";
import { indented, wrapped } from "../render/layout.ts";
import type { Look } from "../render/look.ts";
import { renderVerifyTable, type VerifyRow } from "../render/verify-table.ts";
import { examine } from "./exam/examine.ts";
import { mutantPapers } from "./exam/mutant-paper.ts";
import { openGiven, openOwn } from "./exam/open-rooms.ts";
import { type Fault, type Paper, paperName, type Result, type Room } from "./exam/paper.ts";
import { labNamed } from "./find-lab.ts";
import type { ClusterWishes, ExitCode, Ports } from "./ports.ts";

export interface VerifyRequest extends ClusterWishes {
  readonly labs: readonly string[];
  readonly json: boolean;
  /** Play the mutants of the reference answers too. */
  readonly mutants: boolean;
  /** Only answers whose name holds this text. */
  readonly only: string | undefined;
  readonly yes: boolean;
}

/** 0 only if all holds. On practice clusters of its own, where nothing of the learner's is touched; on a cluster that was given, in a namespace of its own. */
export async function verify(ports: Ports, request: VerifyRequest): Promise<ExitCode> {
  const { shelf, output, look, clock, signal } = ports;
  const all = await shelf.labs();
  const labs = request.labs.length === 0 ? all : request.labs.map((word) => labNamed(word, all));
  const from = clock.now().getTime();
  const papers = (await papersOf(labs, ports, request.mutants)).filter((paper) => nameOf(paper).includes(request.only ?? ""));
  const results: Result[] = [];
  const { rooms, leftOut, leave } = isGiven(request) ? await openGiven(ports, { labs: all, papers }, request) : await openOwn(ports, { labs: all, papers });
  const left = papers.filter((paper) => !leftOut.has(paper));
  const work = async (room: Room): Promise<void> => {
    for (let paper = left.shift(); paper !== undefined && !signal.aborted; paper = left.shift()) {
      const result = await examine(room, paper);
      if (signal.aborted) return;
      results.push(result);
      output.say(lineOf(result, look));
    }
  };
  try {
    await Promise.all(rooms.map(work));
  } finally {
    await leave();
  }
  if (signal.aborted) return 130;
  const held = results.every(({ fault }) => fault === undefined);
  const seconds = (clock.now().getTime() - from) / 1000;
  const ordered = papers.flatMap((paper) => results.filter((result) => result.paper === paper));
  const rows = labs.map((lab) => rowOf(lab, ordered));
  if (request.json) output.print(JSON.stringify(documentOf({ rows, results: ordered, leftOut, held, seconds }, look.language), undefined, 2));
  else {
    const counts = { answers: results.length, faults: results.filter(({ fault }) => fault !== undefined).length, seconds: seconds.toFixed(0) };
    output.print(renderVerifyTable(rows, look));
    for (const line of leftOutLines(leftOut, look.language)) output.print(indented(wrapped(line, look.columns - 4).join("\n"), 2));
    output.print(`\n  ${(held ? verifyTexts.held : verifyTexts.broken)(counts)[look.language]}`);
  }
  return held ? 0 : 1;
}

/** The practice cluster itself is the learner's: `--cluster practice` means clusters like it. */
function isGiven({ cluster, context, profile }: VerifyRequest): boolean {
  return (cluster !== undefined && cluster !== "practice") || context !== undefined || profile !== undefined;
}

function lineOf({ paper, fault, unproved, milliseconds }: Result, { signs, language }: Look): string {
  const sign = fault !== undefined ? signs.toMend : unproved > 0 ? signs.unknown : signs.done;
  const more = fault?.text ?? (unproved === 0 ? undefined : verifyTexts.unprovedHere({ marks: unproved })[language]);
  return `${sign} ${nameOf(paper)}  ${(milliseconds / 1000).toFixed(1)} s${more === undefined ? "" : `\n    ${more}`}`;
}

type LeftOut = ReadonlyMap<Paper, LocalizedText>;

/** One line for a lab and a reason. */
function leftOutLines(leftOut: LeftOut, language: Language): readonly string[] {
  const groups = new Map<string, { readonly lab: string; readonly why: string; readonly count: number }>();
  for (const [{ lab }, why] of leftOut) {
    const key = `${lab.name} ${why.en}`;
    groups.set(key, { lab: lab.name, why: why[language], count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()].map((group) => verifyTexts.leftOut(group)[language]);
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

interface Outcome {
  readonly rows: readonly VerifyRow[];
  readonly results: readonly Result[];
  readonly leftOut: LeftOut;
  readonly held: boolean;
  readonly seconds: number;
}

function documentOf({ rows, results, leftOut, held, seconds }: Outcome, language: Language): object {
  return {
    formatVersion: 1,
    held,
    seconds: Math.round(seconds * 10) / 10,
    labs: rows.map(({ lab, scores }) => ({ lab, ...scores })),
    answers: results.map(({ paper, fault, unproved, milliseconds }) => ({
      ...entryOf(paper),
      ...("mutant" in paper ? { mutant: { operator: paper.mutant.operator, object: paper.mutant.object, path: paper.mutant.path ?? null } } : {}),
      held: fault === undefined,
      fault: fault?.text ?? null,
      faultIn: fault?.in ?? null,
      ...(unproved === 0 ? {} : { unprovedMarks: unproved }),
      milliseconds,
    })),
    ...(leftOut.size === 0 ? {} : { leftOut: [...leftOut].map(([paper, why]) => ({ ...entryOf(paper), why: why[language] })) }),
  };
}

function entryOf(paper: Paper): object {
  return { lab: paper.lab.name, kind: paper.kind, answer: "answer" in paper ? paper.answer.name : null };
}
