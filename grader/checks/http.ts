/** N requests, each on a new connection; all must succeed, and all backends that are asked for must have answered. */
import { type CheckKind, type Judgement, walkReads } from "../check-kind.ts";
import { endpointsOf } from "../explain/endpoints.ts";
import { explainPath } from "../explain/path.ts";
import { type Wish, walkService } from "../explain/walk.ts";
import type { Finding } from "../finding.ts";
import { mergePatch } from "../fix.ts";
import { asJson, compareText, pick } from "../json.ts";
import { findMismatches } from "../match.ts";
import type { HttpCheck, Json } from "../model.ts";
import { type Asked, answeredBy, bodiesOf, isGood, repliesOf, requestsFor } from "../requests.ts";
import { unprovedPath } from "../vantage.ts";
import type { View } from "../view.ts";

export const httpCheck: CheckKind<HttpCheck> = {
  reads: (check) => [
    ...walkReads,
    ...(check.from === "load-balancer" ? (["ConfigMap", "Node"] as const) : []),
    ...(check.from === "pod" ? [] : (["Event"] as const)),
  ],
  probes: (check, view) => requestsFor(view, askedOf(check)),
  judge: judgeHttp,
};

function judgeHttp(check: HttpCheck, view: View): Judgement {
  const { replies, vantage, hindered, trouble, silent } = repliesOf(view, check.id);
  const failed = replies.filter((reply) => !isGood(reply));
  if (silent || trouble !== undefined || failed.length > 0 || replies.length === 0) {
    const cause = walkService(view, { ...wishOf(check), refused: failed.some(({ outcome }) => outcome === "refused") });
    if (cause !== undefined) return [cause];
    if (trouble !== undefined) return [trouble];
    if (silent) return [{ code: "cancelled", detail: "not asked" }];
    const path = check.from === "pod" ? undefined : explainPath(view, check, failed);
    return [path ?? symptom("not-answering", check, view, { seen: tally(failed.map(({ outcome }) => outcome)), wanted: replies.length })];
  }
  const bodies = bodiesOf(replies);
  const wrong = differing(check, bodies);
  if (wrong !== undefined) return [walkService(view, wishOf(check)) ?? symptom("answer-differs", check, view, wrong)];
  const unproved = unprovedPath({ vantage, hindered, replies });
  return missedBackends(check, view, bodies.map(answeredBy), vantage?.via === "port-forward") ?? (unproved === undefined ? [] : [unproved]);
}

function differing(check: HttpCheck, bodies: readonly unknown[]): { readonly seen: Json; readonly wanted: Json } | undefined {
  const wanted = check.answers;
  if (wanted === undefined) return undefined;
  const wrong = bodies.flatMap((body) => findMismatches(wanted, body)).sort((a, b) => compareText(a.path, b.path))[0];
  return wrong && { seen: wrong.seen ?? null, wanted: wrong.wanted };
}

function missedBackends(check: HttpCheck, view: View, seen: readonly (string | undefined)[], onePod: boolean): Judgement | undefined {
  const service = view.find("Service", check.service);
  if (service === undefined || onePod || (check.backends !== "all" && check.backends < 2)) return undefined;
  const names = new Set(seen.filter((name) => name !== undefined));
  const ready = endpointsOf(view, service).flatMap(({ pod }) => pod ?? []);
  const isEnough = check.backends === "all" ? ready.every((pod) => names.has(pod)) && ready.length > 0 : names.size >= check.backends;
  if (isEnough) return undefined;
  const affinity = pick(service, "spec", "sessionAffinity");
  if (affinity === "ClientIP") {
    const object = { kind: "Service", namespace: view.namespace, name: check.service };
    return [
      {
        code: "session-affinity",
        object,
        path: "spec.sessionAffinity",
        seen: "ClientIP",
        wanted: "None",
        fix: mergePatch(service, { spec: { sessionAffinity: "None" } }),
      },
    ];
  }
  const wanted = check.backends === "all" ? [...ready].sort(compareText) : check.backends;
  return [walkService(view, wishOf(check)) ?? symptom("backends-missed", check, view, { seen: [...names].sort(compareText), wanted })];
}

function symptom(code: Finding["code"], check: HttpCheck, view: View, said: { readonly seen: Json; readonly wanted: Json }): Finding {
  return { code, object: { kind: "Service", namespace: view.namespace, name: check.service }, seen: asJson(said.seen), wanted: asJson(said.wanted) };
}

function tally(outcomes: readonly string[]): Json {
  return Object.fromEntries([...new Set(outcomes)].sort(compareText).map((outcome) => [outcome, outcomes.filter((other) => other === outcome).length]));
}

function wishOf(check: HttpCheck): Wish {
  if (check.from === "node") return { service: check.service, nodePort: check.port };
  return { service: check.service, port: check.port, balancer: check.from === "load-balancer" };
}

function askedOf(check: HttpCheck): Asked {
  const { id, service, from, port, pod, path, requests, backends } = check;
  return { id, service, from, port, pod, path, requests, backends };
}
