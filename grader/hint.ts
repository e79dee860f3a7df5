/** The first hint: what is wrong now, pointed at but not told. Computed from an observation and nothing else. */
import { distanceFromCause } from "./finding.ts";
import { troubleText } from "./messages/messages.ts";
import type { Lab, LocalizedText, Observation, Step } from "./model.ts";
import { grade, type ReportedCheck, type ReportedFinding } from "./report.ts";

export interface FirstHint {
  /** "cause": the written hints lead on from here; the others say that they wouldn't help now. */
  readonly kind: "cause" | "waits" | "before" | "unknown" | "passed";
  /** The same for as long as the same thing is wrong. */
  readonly about: string;
  readonly text: LocalizedText;
}

export function firstHint({ lab, step, observation }: { readonly lab: Lab; readonly step: Step; readonly observation: Observation }): FirstHint {
  const { checks, causes } = grade(lab, observation, { steps: [step.id] });
  const open = checks.filter(({ status }) => status !== "passed");
  if (open.length === 0) return { kind: "passed", about: "passed", text: passed };
  const [cause] = causes;
  if (cause !== undefined && !isQuestion(cause)) return hintAt(cause, step);
  const { checks: all } = grade(lab, observation);
  const roots = rootsOf(open, all);
  const before = all.find((check) => check.step !== step.id && check.status === "failed" && roots.includes(check));
  if (before !== undefined) return hintBefore(lab, before);
  if (cause !== undefined) return hintAt(cause, step);
  const why = roots.find(({ status }) => status === "unknown")?.why;
  const said = why === undefined ? { ko: "", en: "" } : troubleText(why.code);
  return { kind: "unknown", about: `unknown ${why?.code ?? ""}`, text: { ko: `${unknown.ko} ${said.ko}`.trim(), en: `${unknown.en} ${said.en}`.trim() } };
}

/** What the open checks wait for in the end: checks that could be judged, or not be told. */
function rootsOf(open: readonly ReportedCheck[], all: readonly ReportedCheck[]): readonly ReportedCheck[] {
  return open.flatMap((check) =>
    check.status === "blocked"
      ? rootsOf(
          all.filter(({ id }) => check.by?.includes(id) === true),
          all,
        )
      : [check],
  );
}

function hintAt(cause: ReportedFinding, step: Step): FirstHint {
  const { code, object, path, file } = cause;
  const about = JSON.stringify([code, object, path ?? ""]);
  if (distanceFromCause(code) === 2) return { kind: "waits", about, text: cause.message };
  const at = file === undefined ? undefined : `${file.path}:${file.line}`;
  if (at !== undefined && (code === "not-applied" || code === "edited-not-applied")) return { kind: "cause", about, text: notThere(file!.path) };
  if (isQuestion(cause) || distanceFromCause(code) === 1) return { kind: "cause", about, text: { ko: step.prose.ko.hints[0], en: step.prose.en.hints[0] } };
  const place = [`${object.kind} ${object.name}`, ...(path === undefined ? [] : [path]), ...(at === undefined ? [] : [at])].join(" · ");
  return { kind: "cause", about, text: { ko: `살펴볼 곳: ${place}`, en: `Look closely at: ${place}` } };
}

/** The step whose check others wait for. */
function hintBefore(lab: Lab, { step: id }: ReportedCheck): FirstHint {
  const index = lab.steps.findIndex((step) => step.id === id);
  const { title } = lab.steps[index]!;
  return {
    kind: "before",
    about: `before ${id}`,
    text: {
      ko: `먼저 ${index + 1}단계가 맞아야 합니다: ${title.ko}. 힌트: \`svclab hint ${lab.name}/${id}\``,
      en: `Step ${index + 1} must hold first: ${title.en}. For a hint: \`svclab hint ${lab.name}/${id}\``,
    },
  };
}

function isQuestion({ code }: ReportedFinding): boolean {
  return code.startsWith("ask-");
}

const passed = { ko: "통과한 단계입니다. 더 고칠 것이 없습니다.", en: "This step is passed. There is nothing left to mend." };
const unknown = {
  ko: "지금은 채점할 수 없어 힌트를 드릴 수 없습니다. 작업이 틀렸다는 뜻이 아닙니다.",
  en: "This can't be judged now, so there is nothing to hint at. It says nothing against your work.",
};
const notThere = (file: string): LocalizedText => ({
  ko: `파일과 클러스터를 견주어 봅니다. 아직 클러스터에 없는 내용: ${file}`,
  en: `Compare the file with the cluster, which hasn't got what it says: ${file}`,
});
