/** A question whose right answer is read from the live cluster. */
import type { CheckKind, Judgement } from "../check-kind.ts";
import { explainAbsence } from "../explain/absence.ts";
import { pickPath } from "../json.ts";
import { isKind } from "../kinds.ts";
import type { AskCheck } from "../model.ts";
import { redisAnswer, redisRequest } from "../redis-talk.ts";
import type { View } from "../view.ts";

export const askCheck: CheckKind<AskCheck> = {
  reads: (check) => {
    if ("field" in check.answer) return isKind(check.answer.field.object.kind) ? ["Service", "Deployment", "Pod", check.answer.field.object.kind] : [];
    return "redis" in check.answer ? ["Deployment", "ReplicaSet", "Pod"] : [];
  },
  probes: (check, view) => ("redis" in check.answer ? redisRequest(view, check.id, check.answer.redis) : []),
  judge: judgeAsk,
};

function judgeAsk(check: AskCheck, view: View): Judgement {
  const given = view.observation.answers[check.id]?.trim() ?? "";
  const object = { kind: "Question", namespace: view.namespace, name: check.id };
  if (given === "") return [{ code: "ask-unanswered", object }];
  const right = rightAnswers(check, view);
  if ("trouble" in right) return right.trouble;
  return right.texts.some((text) => isSameAnswer(text, given)) ? [] : [{ code: "ask-wrong", object, seen: given }];
}

type Right = { readonly texts: readonly string[] } | { readonly trouble: Judgement };

function rightAnswers(check: AskCheck, view: View): Right {
  const { answer } = check;
  if ("text" in answer) return { texts: answer.text.flatMap((text) => withChoice(check, text.replaceAll("{namespace}", view.namespace))) };
  if ("field" in answer) {
    const { object, path } = answer.field;
    const live = isKind(object.kind) ? view.find(object.kind, object.name, object.namespace) : undefined;
    if (live === undefined) return { trouble: [explainAbsence(view, object)] };
    const value = pickPath(live, path);
    if (value === undefined || value === null)
      return { trouble: [{ code: "field-missing", object: { kind: live.kind, namespace: view.namespace, name: object.name }, path, seen: null }] };
    return { texts: [typeof value === "object" ? JSON.stringify(value) : String(value)] };
  }
  const result = view.probe(check.id);
  if (result?.kind === "unavailable") return { trouble: [result.trouble] };
  const said = result?.kind === "exec" ? redisAnswer(result) : undefined;
  return said === undefined ? { trouble: [{ code: "cancelled", detail: "not asked" }] } : { texts: [said, `:${said}`, `(integer) ${said}`] };
}

/** A choice may be given by its value or by its words. */
function withChoice(check: AskCheck, value: string): readonly string[] {
  const choice = check.choices?.find((held) => held.value === value);
  return choice === undefined ? [value] : [value, choice.text.ko, choice.text.en];
}

function isSameAnswer(right: string, given: string): boolean {
  const plain = (text: string) =>
    text
      .trim()
      .replace(/^["'`]|["'`]$/g, "")
      .replace(/\.$/, "")
      .replace(/\s+/g, " ")
      .toLowerCase();
  return plain(right) === plain(given);
}
