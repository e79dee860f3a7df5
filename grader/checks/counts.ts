/** The counter's number grows from request to request. Growth only: a timed-out request may count later, a browser adds its own (FACTS 1.1). */
import { type CheckKind, type Judgement, walkReads } from "../check-kind.ts";
import { explainAbsence } from "../explain/absence.ts";
import { type Cause, nameOf } from "../explain/cause.ts";
import { explainImage, setImage, wantedImage } from "../explain/image.ts";
import { explainPath } from "../explain/path.ts";
import { explainProcess } from "../explain/process.ts";
import { type Wish, walkService } from "../explain/walk.ts";
import { explainWorkload } from "../explain/workload.ts";
import { isSameImage } from "../image.ts";
import { findKnownApp } from "../known-apps.ts";
import type { CountsCheck, HttpReply, ProbeRequest } from "../model.ts";
import { programOf } from "../program.ts";
import { askingPod, execHttp, isGood, repliesOf, requestsFor } from "../requests.ts";
import { unprovedPath } from "../vantage.ts";
import type { View } from "../view.ts";

export const countsCheck: CheckKind<CountsCheck> = {
  reads: (check) => [
    ...walkReads,
    ...("service" in check.via && check.via.from === "load-balancer" ? (["ConfigMap", "Node"] as const) : []),
    ...("service" in check.via && check.via.from !== "pod" ? (["Event"] as const) : []),
  ],
  probes: countRequests,
  judge: judgeCounts,
};

function countRequests(check: CountsCheck, view: View): readonly ProbeRequest[] {
  const requests = Math.max(2, check.requests);
  if ("service" in check.via) {
    const { service, from, port } = check.via;
    return requestsFor(view, { id: check.id, service, from, port, pod: check.deployment, path: "/", requests, backends: 1 });
  }
  const url = `http://localhost:${check.via.localhost}/`;
  return Array.from({ length: requests }, (_, index) => execHttp(view, { id: `${check.id}#${index + 1}`, deployment: check.deployment, url })).filter(
    (request) => request !== undefined,
  );
}

function judgeCounts(check: CountsCheck, view: View): Judgement {
  const { replies, vantage, hindered, trouble, silent } = repliesOf(view, check.id);
  const numbers = numbersOf(replies);
  const grows = replies.length > 1 && numbers !== undefined && new Set(numbers).size === numbers.length;
  if (grows && trouble === undefined) {
    const unproved = unprovedPath({ vantage, hindered, replies });
    return unproved === undefined ? [] : [unproved];
  }
  const cause = explainCounts(check, view, replies);
  if (cause !== undefined) return [cause];
  if (trouble !== undefined) return [trouble];
  if (silent) return [{ code: "cancelled", detail: "not asked" }];
  const path = "service" in check.via && check.via.from !== "pod" ? explainPath(view, check.via, replies) : undefined;
  if (path !== undefined) return [path];
  const object = { kind: "Deployment", namespace: view.namespace, name: check.deployment };
  const said = replies.map((reply) => (reply.outcome === "answered" ? reply.body.trim().slice(0, 40) : reply.outcome));
  return [{ code: replies.every(isGood) ? "count-stands-still" : "not-answering", object, seen: said }];
}

/** The requests of one check run beside each other: their order isn't known, that each brought another number is. */
export function numbersOf(replies: readonly HttpReply[]): readonly number[] | undefined {
  const numbers = replies.map((reply) => (reply.outcome === "answered" && /^\s*\d+\s*$/.test(reply.body) ? Number(reply.body) : Number.NaN));
  return numbers.every(Number.isInteger) ? numbers : undefined;
}

function explainCounts(check: CountsCheck, view: View, replies: readonly HttpReply[]): Cause | undefined {
  const deployment = view.find("Deployment", check.deployment);
  if (deployment === undefined) return explainAbsence(view, { kind: "Deployment", name: check.deployment });
  const workload = explainWorkload(view, deployment, 1);
  if (workload !== undefined) return workload;
  const pod = askingPod(view, check.deployment);
  const container = pod && programOf(view, check.deployment, pod);
  const place = container && { owner: deployment, container };
  const wanted = place && wantedImage(view, place);
  if (
    place !== undefined &&
    wanted !== undefined &&
    !isSameImage(place.container.image, wanted) &&
    findKnownApp(place.container.image) !== findKnownApp(wanted)
  ) {
    return { ...explainImage(place, wanted), code: "image-differs", object: nameOf(deployment), fix: setImage(place, wanted) };
  }
  return (
    ("service" in check.via ? walkService(view, { ...wishOf(check.via), refused: replies.some(({ outcome }) => outcome === "refused") }) : undefined) ??
    (pod === undefined ? undefined : explainProcess(view, pod))
  );
}

function wishOf(via: { readonly service: string; readonly port: number; readonly from: "node" | "load-balancer" | "pod" }): Wish {
  if (via.from === "node") return { service: via.service, nodePort: via.port };
  return { service: via.service, port: via.port, balancer: via.from === "load-balancer" };
}
