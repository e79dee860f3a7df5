/** For the authors of labs: a new one, what is wrong with one, and the schema that editors read. */
import { labJsonSchema } from "../../grader/schema.ts";
import { labTexts } from "../i18n/lab.ts";
import type { LintedLab } from "../labs/authoring/lint.ts";
import { indented, wrapped } from "../render/layout.ts";
import type { ClusterWishes, ExitCode, Ports } from "./ports.ts";
import { verify } from "./verify.ts";

type LabPorts = Pick<Ports, "output" | "look" | "authors">;

export async function labNew({ output, look, authors }: LabPorts, name: string): Promise<ExitCode> {
  const files = await authors.scaffold(name);
  output.print(files.map((file) => `  ${look.signs.done} ${file}`).join("\n"));
  output.print(
    `\n${wrapped(labTexts.next(name)[look.language], look.columns - 2)
      .map((line) => `  ${line}`)
      .join("\n")}`,
  );
  return 0;
}

export interface LintRequest extends ClusterWishes {
  readonly yes: boolean;
  readonly labs: readonly string[];
  readonly json: boolean;
  /** Play the mutants of the reference answers, once nothing else is wrong. */
  readonly mutants: boolean;
}

/** 0: nothing to mend; 2: a lab that can't be taught yet; with mutants also what `verify` answers. */
export async function labLint(ports: Ports, request: LintRequest): Promise<ExitCode> {
  const { output, look, authors } = ports;
  const linted = await authors.lint(request.labs);
  const isClean = linted.every(({ mistakes }) => mistakes.length === 0);
  if (request.json && !(isClean && request.mutants))
    output.print(
      JSON.stringify(
        { formatVersion: 1, labs: linted.map((lab) => ({ ...lab, mistakes: lab.mistakes.map((held) => ({ ...held, text: held.text[look.language] })) })) },
        undefined,
        2,
      ),
    );
  if (!request.json) for (const lab of linted) output.print(renderLinted(lab, ports));
  if (!isClean) return 2;
  return request.mutants ? verify(ports, { ...request, labs: linted.map(({ id }) => id), only: undefined }) : 0;
}

function renderLinted({ id, mistakes, mutants }: LintedLab, { look }: LabPorts): string {
  if (mistakes.length === 0) return look.paint("good", `  ${look.signs.done} ${id}`) + look.paint("faint", `  ${labTexts.mutants(mutants)[look.language]}`);
  const lines = mistakes.map(({ file, line, column, text }) => {
    const path = file.startsWith("solutions/") ? file : `labs/${id}/${file}`;
    return `${path}:${line}:${column}\n${indented(wrapped(text[look.language], look.columns - 7).join("\n"), 2)}`;
  });
  return [look.paint("bad", `  ${look.signs.toMend} ${id}`), indented(lines.join("\n"), 4)].join("\n");
}

/** The document that labs/lab.schema.json holds. */
export function labSchema({ output }: Pick<Ports, "output">): ExitCode {
  output.print(JSON.stringify(labJsonSchema(), undefined, 2));
  return 0;
}
