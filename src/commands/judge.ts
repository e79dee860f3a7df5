import { grade, reportIn } from "../../grader/report.ts";
import { type JudgedFile, renderJudgedFiles } from "../render/judged-files.ts";
import { UserError } from "../trouble.ts";
import { exitCodeOf, renderReport } from "./check.ts";
import type { ExitCode, Ports } from "./ports.ts";
import { loadObservation } from "./saved-file.ts";

export interface JudgeRequest {
  readonly files: readonly string[];
  readonly json: boolean;
}

/** Judges what was saved, without a cluster: one file as `check` reported it, several side by side. 2 where one of them can't be judged. */
export async function judge(ports: Pick<Ports, "shelf" | "files" | "look" | "output" | "terminal">, { files, json }: JudgeRequest): Promise<ExitCode> {
  const labs = await ports.shelf.labs();
  const judged: JudgedFile[] = [];
  for (const path of files) judged.push(await judgeFile(path));
  const only = judged.length === 1 ? judged[0] : undefined;
  if (only?.status === "refused") throw only.error;
  if (only?.status === "judged") ports.output.print(json ? documentOf(reportIn(ports.look.language, only.report)) : renderReport(only.report, ports));
  else ports.output.print(json ? documentOf({ formatVersion: 1, files: judged.map(inWords) }) : renderJudgedFiles(judged, ports.look));
  return worstOf(judged);

  async function judgeFile(path: string): Promise<JudgedFile> {
    try {
      const { lab, saved } = await loadObservation(ports.files, path, labs);
      return { path, status: "judged", report: grade(lab, saved.observation, { steps: saved.steps }) };
    } catch (error) {
      if (error instanceof UserError) return { path, status: "refused", error };
      throw error;
    }
  }

  function inWords(file: JudgedFile): object {
    const { language } = ports.look;
    return file.status === "judged"
      ? { file: file.path, report: reportIn(language, file.report) }
      : { file: file.path, error: { code: file.error.code, message: file.error.text[language] } };
  }
}

function documentOf(value: object): string {
  return JSON.stringify(value, undefined, 2);
}

function worstOf(judged: readonly JudgedFile[]): ExitCode {
  const codes = judged.map((file) => (file.status === "refused" ? 2 : exitCodeOf(file.report)));
  return ([2, 1, 3] as const).find((code) => codes.includes(code)) ?? 0;
}
