/** The shape of labs/NN-name/lab.yaml. The kind of a check is its key; every other key is written out, none is ignored. */
import * as z from "zod";
import { kinds } from "./kinds.ts";

const words = z.strictObject({ ko: z.string().min(1), en: z.string().min(1) }).describe("the same words in Korean and English");
const id = z.string().regex(/^[a-z][a-z0-9-]*$/);
const objectName = z.string().regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/);
const port = z.int().min(1).max(65535);
const nodePort = z.int().min(30000).max(32767);
const duration = z.string().regex(/^[1-9][0-9]*(ms|s|m)$/);
const labels = z.record(z.string(), z.string()).describe("labels that a pod must carry");
const objectRef = z.strictObject({ kind: z.enum(kinds), name: objectName, namespace: objectName.optional() });
const deploymentRef = z.strictObject({ kind: z.literal("Deployment"), name: objectName, namespace: objectName.optional() });
const anyJson = z.json();
const redisQuestion = {
  from: objectName.describe("Deployment whose pod asks"),
  host: z.string(),
  port: port.default(6379),
  command: z.array(z.string()).min(1),
};

const base = {
  id: id.describe("unique in the lab"),
  title: words,
  marks: z.int().min(0).default(1),
  needs: z.array(id).default([]).describe("checks that must pass first; otherwise this one is blocked"),
  within: duration.optional().describe("how long a step may wait for it: 60s"),
  once: z.boolean().optional().describe("passes for good once it has passed"),
};

const requests = z.int().min(1).max(100);
const backends = z.union([z.literal("all"), z.int().min(1)]).describe("how many different pods must have answered");
const asked = { path: z.string().startsWith("/").default("/"), requests: requests.default(5), backends: backends.default(1), answers: anyJson.optional() };
const viaNode = { service: objectName, nodePort };
const viaBalancer = { service: objectName, loadBalancer: port.describe("the Service's port, asked for at the address it was given") };
const viaPod = { service: objectName, port };

const question = {
  question: words,
  near: z
    .array(z.strictObject({ says: z.array(z.string()).min(1), why: words }))
    .optional()
    .describe("wrong answers that are easily given, and why they are wrong"),
  about: objectRef.optional().describe("what the question takes for granted: where a cluster hasn't got it, it can't be marked"),
};

/** One shape for each kind of check, by its key in lab.yaml. */
export const checkShapes = {
  object: z
    .strictObject({ ...base, object: objectRef, wants: z.record(z.string(), anyJson).default({}) })
    .describe("a partial manifest that the live object must hold"),
  ready: z.strictObject({ ...base, ready: z.strictObject({ ...deploymentRef.shape, pods: z.int().min(1).default(1) }) }),
  endpoints: z.strictObject({ ...base, endpoints: z.strictObject({ service: objectName, pods: labels, count: z.int().min(1).optional() }) }),
  http: z.strictObject({
    ...base,
    http: z.union([
      z.strictObject({ ...viaNode, ...asked }),
      z.strictObject({ ...viaBalancer, ...asked }),
      z.strictObject({ ...viaPod, from: objectName.describe("Deployment whose pod asks"), ...asked }),
    ]),
  }),
  counts: z.strictObject({
    ...base,
    counts: z.union([
      z.strictObject({ deployment: objectName, localhost: port, requests: requests.default(2) }),
      z.strictObject({ deployment: objectName, ...viaNode, requests: requests.default(2) }),
      z.strictObject({ deployment: objectName, ...viaBalancer, requests: requests.default(2) }),
      z.strictObject({ deployment: objectName, ...viaPod, requests: requests.default(2) }),
    ]),
  }),
  redis: z.strictObject({
    ...base,
    redis: z.union([
      z.strictObject({ ...redisQuestion, equals: z.string() }),
      z.strictObject({ ...redisQuestion, atLeast: z.int() }),
      z.strictObject({ ...redisQuestion, agreesWith: id.describe("a counts check: redis knows at least the number it saw last") }),
    ]),
  }),
  dns: z.strictObject({ ...base, dns: z.strictObject({ from: objectName, name: z.string(), service: objectName }) }),
  log: z.strictObject({ ...base, log: z.strictObject({ deployment: objectName, holds: z.string().min(1) }) }),
  scaled: z.strictObject({ ...base, scaled: z.strictObject({ ...deploymentRef.shape, to: z.int().min(1) }) }),
  pending: z.strictObject({ ...base, pending: z.strictObject({ service: objectName }) }),
  addon: z.strictObject({ ...base, addon: z.strictObject({ name: z.literal("metallb"), service: objectName }) }),
  pool: z.strictObject({ ...base, pool: z.strictObject({ service: objectName }) }),
  address: z.strictObject({ ...base, address: z.strictObject({ service: objectName }) }),
  ask: z.strictObject({
    ...base,
    ask: z.union([
      z.strictObject({ ...question, field: z.strictObject({ ...objectRef.shape, path: z.string() }) }),
      z.strictObject({
        ...question,
        text: z.array(z.string()).min(1),
        choices: z
          .array(z.strictObject({ value: z.string(), text: words }))
          .min(2)
          .optional(),
      }),
      z.strictObject({ ...question, redis: z.strictObject(redisQuestion) }),
    ]),
  }),
  absent: z.strictObject({ ...base, needs: z.array(id).min(1), absent: objectRef }).describe("must need a check: an empty cluster earns nothing"),
};

export type CheckKindName = keyof typeof checkShapes;
export const checkKindNames = Object.keys(checkShapes) as readonly CheckKindName[];

const step = <C extends z.ZodType>(check: C) =>
  z.strictObject({
    id: id.describe("also a heading in ko.md and en.md: ## id"),
    title: words,
    files: z.array(z.string()).default([]).describe("starter files that the step is about, below files/"),
    type: z.array(z.string()).default([]).describe("commands that the screen invites to type"),
    elsewhere: z.array(z.string()).optional().describe("the same where there is no minikube command: on a cluster of the learner's own"),
    checks: z.array(check).default([]),
  });

const labOf = <C extends z.ZodType>(check: C) =>
  z.strictObject({
    lab: id.describe("what a learner types; with the number it is the folder's name"),
    number: z.int().min(1).max(99),
    title: words,
    builds: z.array(id).default([]).describe("labs whose solved state this one builds on, nearest last"),
    owns: z.array(objectRef).describe("all objects that a reset may remove"),
    steps: z.array(step(check)).min(1),
  });

/** The lab without its checks judged: those are read one by one, each by the shape of its kind. */
export const labShape = labOf(z.unknown());

export type ShapedCheck = z.output<(typeof checkShapes)[CheckKindName]>;

/** What editors read through the yaml-language-server comment. */
export function labJsonSchema(): object {
  const shapes: readonly z.ZodType[] = Object.values(checkShapes);
  return { ...z.toJSONSchema(labOf(z.union(shapes)), { io: "input" }), title: "svclab lab" };
}
