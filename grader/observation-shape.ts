/** The shape of an observation that comes from elsewhere: a file, another computer. What doesn't fit is turned away before anything reads it. */
import * as z from "zod";
import type { Observation } from "./model.ts";

export type ReadObservation =
  | { readonly status: "read"; readonly observation: Observation }
  /** `path`: where in the document; empty: all of it. */
  | { readonly status: "misshapen"; readonly path: string };

const text = z.string();
const texts = z.record(text, text);
const trouble = z.object({ code: text, detail: text, look: z.array(text).optional() });
const object = z.looseObject({
  apiVersion: text,
  kind: text,
  metadata: z.looseObject({ name: text, namespace: text.optional(), uid: text.optional(), labels: texts.optional(), annotations: texts.optional() }),
});
const query = z.object({ apiVersion: text, kind: text, namespace: text.optional() });
const list = z.discriminatedUnion("status", [
  z.object({ status: z.literal("read"), items: z.array(object) }),
  z.object({ status: z.literal("unreadable"), trouble }),
]);
const log = z.object({ namespace: text, pod: text, container: text, previous: z.boolean(), lines: z.array(text) });
const inPod = { id: text, namespace: text, pod: text, container: text };
const request = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("http"),
    id: text,
    to: z.discriminatedUnion("at", [
      z.object({ at: z.literal("node"), namespace: text, service: text, servicePort: z.number(), nodePort: z.number() }),
      z.object({ at: z.literal("load-balancer"), namespace: text, service: text, address: text, port: z.number() }),
    ]),
    path: text,
    requests: z.number(),
    timeoutMs: z.number(),
  }),
  z.object({ kind: z.literal("exec"), ...inPod, command: z.array(text), stdin: text.optional(), timeoutMs: z.number() }),
  z.object({ kind: z.literal("logs"), ...inPod, previous: z.boolean(), tailLines: z.number(), holds: z.string().optional() }),
]);
const reply = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("answered"), code: z.number(), body: text }),
  z.object({ outcome: z.enum(["refused", "timeout", "reset", "empty", "unresolved", "failed"]), detail: text }),
]);
const vantage = z.object({
  via: z.enum(["node-address", "load-balancer-address", "minikube-service", "minikube-ssh", "port-forward"]),
  address: text,
  proves: z.enum(["the-path-asked-for", "not-the-node-port", "not-the-load-balancer-address"]),
});
const result = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("http"), vantage, replies: z.array(reply), hindered: trouble.optional() }),
  z.object({ kind: z.literal("exec"), exitCode: z.number(), stdout: text, stderr: text }),
  z.object({ kind: z.literal("logs"), lines: z.array(text) }),
  z.object({ kind: z.literal("unavailable"), trouble }),
]);
const dryRun = z.object({ exitCode: z.number(), stdout: text, stderr: text });
const shape = z.object({
  formatVersion: z.literal(1),
  lab: text,
  cluster: z.object({ kind: z.enum(["practice", "minikube", "kubeconfig"]), name: text, namespace: text }),
  takenAt: text,
  world: z.object({ lists: z.array(z.object({ query, result: list })), logs: z.array(log) }),
  probes: z.array(z.object({ request, result })),
  answers: texts,
  files: z.array(z.object({ path: text, text, dryRun: dryRun.optional() })),
  passed: z.array(text).optional(),
});

/** Deeper than any object of Kubernetes; what walks it does so level by level. */
const deepest = 100;

export function readObservation(value: unknown): ReadObservation {
  const strange = strangePath(value, [], deepest);
  if (strange !== undefined) return { status: "misshapen", path: strange };
  const parsed = shape.safeParse(value);
  if (parsed.success) return { status: "read", observation: parsed.data as Observation };
  return { status: "misshapen", path: (parsed.error.issues[0]?.path ?? []).map(String).join(".") };
}

/** Where it is nested too deep, or names what JavaScript objects inherit. */
function strangePath(value: unknown, path: readonly string[], left: number): string | undefined {
  if (value === null || typeof value !== "object") return undefined;
  if (left === 0) return path.slice(0, 6).join(".");
  for (const [key, held] of Object.entries(value)) {
    if (key === "__proto__") return [...path, key].join(".");
    const found = strangePath(held, [...path, key], left - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
