/** What redis says to a command, asked from inside a pod through a Service name. */
import { type CheckKind, type Judgement, walkReads } from "../check-kind.ts";
import { explainAbsence } from "../explain/absence.ts";
import { walkService } from "../explain/walk.ts";
import { explainWorkload } from "../explain/workload.ts";
import type { ProbeResult, RedisCheck } from "../model.ts";
import { redisAnswer, redisRequest } from "../redis-talk.ts";
import { repliesOf, troubleIn } from "../requests.ts";
import type { View } from "../view.ts";
import { numbersOf } from "./counts.ts";

export const redisCheck: CheckKind<RedisCheck> = {
  reads: () => walkReads,
  probes: (check, view) => redisRequest(view, check.id, check),
  judge: judgeRedis,
};

function judgeRedis(check: RedisCheck, view: View): Judgement {
  const result = view.probe(check.id);
  const answer = result?.kind === "exec" ? redisAnswer(result) : undefined;
  if (answer !== undefined && isRight(check, view, answer)) return [];
  const from = view.find("Deployment", check.from);
  if (from === undefined) return [explainAbsence(view, { kind: "Deployment", name: check.from })];
  const [name, namespace] = check.host.split(".") as [string, string | undefined];
  const cause = explainWorkload(view, from, 1) ?? walkService(view, { service: name, namespace, port: check.port, refused: answer === undefined });
  if (cause !== undefined) return [cause];
  const trouble = troubleIn(result);
  if (trouble !== undefined) return [trouble];
  if (result === undefined) return [{ code: "cancelled", detail: "not asked" }];
  const object = { kind: "Service", namespace: namespace ?? view.namespace, name };
  if (answer === undefined) return [{ code: "not-answering", object, seen: wordsOf(result) ?? check.command.join(" ") }];
  const wanted = "equals" in check.reply ? check.reply.equals : "atLeast" in check.reply ? check.reply.atLeast : null;
  return [{ code: "redis-reply-differs", object, seen: answer, wanted }];
}

/** What the client said in place of an answer. */
function wordsOf(result: ProbeResult): string | undefined {
  return result.kind === "exec"
    ? result.stderr
        .trim()
        .split("\n")
        .findLast((line) => line !== "")
    : undefined;
}

function isRight(check: RedisCheck, view: View, answer: string): boolean {
  if ("equals" in check.reply) return answer === check.reply.equals;
  const number = /^\d+$/.test(answer) ? Number(answer) : Number.NaN;
  if ("atLeast" in check.reply) return number >= check.reply.atLeast;
  const counted = numbersOf(repliesOf(view, check.reply.agreesWith).replies) ?? [];
  return number >= 1 && (counted.length === 0 || number > 0);
}
