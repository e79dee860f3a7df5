/** A question whose right answer is read from the live cluster. */
import type { CheckKind, Judgement } from "../check-kind.ts";
import { explainAbsence } from "../explain/absence.ts";
import { explainHeadless } from "../explain/service-port.ts";
import { pick, pickPath, textOf } from "../json.ts";
import { isKind } from "../kinds.ts";
import type { AskCheck } from "../model.ts";
import { redisAnswer, redisRequest } from "../redis-talk.ts";
import { isSameAnswer, plainAnswer } from "../same-answer.ts";
import type { View } from "../view.ts";

export const askCheck: CheckKind<AskCheck> = {
  reads: (check) => {
    if (check.about !== undefined && isKind(check.about.kind)) return [check.about.kind];
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
  if (isElsewhere(check, view)) return [{ code: "not-supported", detail: `${check.about?.kind} ${check.about?.namespace}/${check.about?.name}` }];
  const right = rightAnswers(check, view);
  if ("trouble" in right) return right.trouble;
  if (right.texts.some((text) => isSameAnswer(text, given))) return [];
  const near = check.near?.find(({ says }) => says.some((text) => withChoice(check, named(text, view)).some((wrong) => isSameAnswer(wrong, given))));
  if (near !== undefined) return [{ code: "ask-wrong", object, ...(check.choices === undefined ? { seen: given } : {}), why: near.why }];
  const owner = ownerOf(plainAnswer(given), view);
  return [owner === undefined ? { code: "ask-wrong", object, seen: given } : { code: "ask-other-address", object, seen: given, nearest: owner }];
}

/** True where other namespaces could be read, and what the question is about isn't in its own: such a cluster is set up in another way. */
function isElsewhere({ about }: AskCheck, view: View): boolean {
  if (about === undefined || !isKind(about.kind)) return false;
  const all = view.glance(about.kind);
  const isRead = all.some(({ metadata }) => metadata.namespace !== view.namespace);
  return isRead && !all.some(({ metadata }) => metadata.name === about.name && metadata.namespace === about.namespace);
}

type Right = { readonly texts: readonly string[] } | { readonly trouble: Judgement };

function rightAnswers(check: AskCheck, view: View): Right {
  const { answer } = check;
  if ("text" in answer) return { texts: answer.text.flatMap((text) => withChoice(check, named(text, view))) };
  if ("field" in answer) {
    const { object, path } = answer.field;
    const live = isKind(object.kind) ? view.find(object.kind, object.name, object.namespace) : undefined;
    if (live === undefined) return { trouble: [explainAbsence(view, object)] };
    const headless = path === "spec.clusterIP" ? explainHeadless(live) : undefined;
    if (headless !== undefined) return { trouble: [headless] };
    const value = pickPath(live, path);
    if (value === undefined || value === null)
      return { trouble: [{ code: "field-missing", object: { kind: live.kind, namespace: view.namespace, name: object.name }, path, seen: null }] };
    return { texts: [typeof value === "object" ? JSON.stringify(value) : String(value)] };
  }
  const result = view.probe(check.id);
  if (result?.kind === "unavailable") return { trouble: [result.trouble] };
  const said = result?.kind === "exec" ? redisAnswer(result) : undefined;
  return said === undefined ? { trouble: [{ code: "cancelled", detail: "not asked" }] } : { texts: [said, `(integer) ${said}`] };
}

function named(text: string, { namespace }: View): string {
  return text.replaceAll("{namespace}", namespace);
}

/** A choice may be given by its value or by its words. */
function withChoice(check: AskCheck, value: string): readonly string[] {
  const choice = check.choices?.find((held) => held.value === value);
  return choice === undefined ? [value] : [value, choice.text.ko, choice.text.en];
}

/** "Pod redis-5cb78b9855-jwg9m": whose the address is, if anybody's that was read. */
function ownerOf(address: string, view: View): string | undefined {
  const service = view.glance("Service").find(({ spec, status }) => pick(spec, "clusterIP") === address || outside(status).includes(address));
  if (service !== undefined) return `Service ${service.metadata.name}`;
  const pods = view.glance("Pod");
  const pod = pods.find(({ status }) => pick(status, "podIP") === address && pick(status, "hostIP") !== address);
  if (pod !== undefined) return `Pod ${pod.metadata.name}`;
  const guest = pods.find(({ status }) => pick(status, "hostIP") === address);
  return guest === undefined ? undefined : `Node ${textOf(pick(guest.spec, "nodeName")) ?? ""}`.trim();
}

function outside(status: unknown): readonly unknown[] {
  const ingress = pick(status, "loadBalancer", "ingress");
  return Array.isArray(ingress) ? ingress.map((each) => pick(each, "ip")) : [];
}
