/** Looking once: every list that is needed, each read once and all beside each other; then the requests that the world gives sense to. */
import type { CheckKind } from "./check-kind.ts";
import { kindOf } from "./checks/kinds-of-check.ts";
import { wantsEnvironment } from "./checks/object.ts";
import { runBounded, within } from "./deadline.ts";
import { withDryRuns } from "./dry-run.ts";
import { intentOf } from "./intent.ts";
import { compareText, numberOf, pick } from "./json.ts";
import { apiVersionOf, type Kind } from "./kinds.ts";
import type { AnswerFile, Check, KubeObject, Lab, ListQuery, Observation, ProbeRequest, World } from "./model.ts";
import { containersOf, initContainersOf, isAlive, isReady } from "./pods.ts";
import type { ReadingPort } from "./ports.ts";
import { viewOf } from "./view.ts";

export interface Looking {
  readonly lab: Lab;
  /** Ids of steps; absent: all. What their checks need is looked at too. */
  readonly steps?: readonly string[] | undefined;
  readonly port: ReadingPort;
  readonly cluster: Observation["cluster"];
  readonly answers: Observation["answers"];
  readonly files: readonly AnswerFile[];
  /** Ids of `once` checks that passed before. */
  readonly passed?: readonly string[] | undefined;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** Longer than a client needs to give up by itself: it knows better what it waited for. */
const listTimeoutMs = 15_000;
/** What an answer stands in: read always, and no verdict hangs on being allowed to. */
const surroundings: readonly Kind[] = ["Namespace", "Node"];
const atOnce = 8;

/** Never rejects: trouble is in the observation. */
export async function observe(looking: Looking): Promise<Observation> {
  const { lab, cluster, answers, files, passed, now } = looking;
  const checks = checksOf(lab, looking.steps);
  const first = await readLists(looking, queriesOf(checks, cluster.namespace));
  const lists = tellingEvents([...first, ...(await readLists(looking, furtherQueries(checks, first, cluster.namespace)))]);
  const shown = withDryRuns({ port: looking.port, files, checks, lists, namespace: cluster.namespace, signal: looking.signal });
  const seen: Observation = {
    formatVersion: 1,
    lab: lab.name,
    cluster,
    takenAt: now.toISOString(),
    world: { lists, logs: [] },
    probes: [],
    answers,
    files,
    ...(passed === undefined ? {} : { passed }),
  };
  const [probes, logs, answered] = await Promise.all([ask(looking, requestsOf(lab, seen, checks)), readLogs(looking, seen), shown]);
  return { ...seen, world: { lists, logs }, probes, files: answered };
}

/** The kinds of which a judge of these steps wants a list, but for those that nothing hangs on. */
export function kindsNeeded(lab: Lab, steps: readonly string[] | undefined): readonly Kind[] {
  return [...new Set(checksOf(lab, steps).flatMap((check) => [...kindOf(check).reads(check)]))].sort(compareText);
}

/** The checks of the steps, and all that they need. */
function checksOf(lab: Lab, steps: readonly string[] | undefined): readonly Check[] {
  const all = lab.steps.flatMap((step) => step.checks);
  const wanted = new Set(lab.steps.filter((step) => steps === undefined || steps.includes(step.id)).flatMap((step) => step.checks.map(({ id }) => id)));
  for (const id of wanted) for (const need of all.find((check) => check.id === id)?.needs ?? []) wanted.add(need);
  for (const check of all) if (wanted.has(check.id) && check.kind === "redis" && "agreesWith" in check.reply) wanted.add(check.reply.agreesWith);
  return all.filter(({ id }) => wanted.has(id));
}

/** A Namespace and a Node stand in no namespace; node ports, and objects that landed elsewhere, make the others a matter of the whole cluster. */
function queriesOf(checks: readonly Check[], namespace: string): readonly ListQuery[] {
  const kinds = new Set<Kind>([...surroundings, ...checks.flatMap((check) => [...(kindOf(check) as CheckKind<Check>).reads(check)])]);
  return [...kinds].sort(compareText).flatMap((kind): readonly ListQuery[] => {
    const query = { apiVersion: apiVersionOf(kind), kind };
    if (kind === "Event") return [{ ...query, namespace }];
    return kind === "ConfigMap" ? configMapNamespaces(checks, namespace).map((where) => ({ ...query, namespace: where })) : [query];
  });
}

function configMapNamespaces(checks: readonly Check[], namespace: string): readonly string[] {
  const named = checks.flatMap((check) =>
    ((check.kind === "object" || check.kind === "absent") && check.object.kind === "ConfigMap") || (check.kind === "object" && wantsEnvironment(check))
      ? [check.object.namespace ?? namespace]
      : [],
  );
  const pools = checks.some((check) => "service" in check || "via" in check) ? ["metallb-system"] : [];
  return [...new Set([...named, ...pools])].sort(compareText);
}

/** Where a Deployment is missing, another kind may stand in its place; where a pod waits, its events may tell for what. */
function furtherQueries(checks: readonly Check[], lists: World["lists"], namespace: string): readonly ListQuery[] {
  const there = lists.flatMap(({ query, result }) => (query.kind === "Deployment" && result.status === "read" ? result.items : []));
  const isThere = (name: string) => there.some(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  const isMissing = checks.some(
    (check) => (check.kind === "object" || check.kind === "ready") && check.object.kind === "Deployment" && !isThere(check.object.name),
  );
  const kinds: readonly Kind[] = [...(isMissing ? (["DaemonSet", "StatefulSet"] as const) : []), ...(isWaiting(lists, namespace) ? (["Event"] as const) : [])];
  return kinds.map((kind) => ({ apiVersion: apiVersionOf(kind), kind, namespace }));
}

/** Events by which something is judged; a namespace has thousands of others, and what is seen may be saved and sent. */
const telling: ReadonlySet<unknown> = new Set(["ScalingReplicaSet", "HostPortUnavailable", "FailedMount", "FailedPostStartHook", "Unhealthy"]);

/** Those that tell something; of a pod only as long as it is there. */
function tellingEvents(lists: World["lists"]): World["lists"] {
  const pods = new Set(
    lists.flatMap(({ query, result }) => (query.kind === "Pod" && result.status === "read" ? result.items : [])).map(({ metadata }) => metadata.name),
  );
  const tells = (event: KubeObject): boolean =>
    telling.has(event.reason) && (pick(event, "involvedObject", "kind") !== "Pod" || pods.has(String(pick(event, "involvedObject", "name"))));
  return lists.map(({ query, result }) =>
    query.kind === "Event" && result.status === "read" ? { query, result: { ...result, items: result.items.filter(tells) } } : { query, result },
  );
}

/** Some pod isn't ready: its events may tell why, where nothing else asked for them. */
function isWaiting(lists: World["lists"], namespace: string): boolean {
  const pods = lists.flatMap(({ query, result }) => (query.kind === "Pod" && result.status === "read" ? result.items : []));
  const isRead = lists.some(({ query }) => query.kind === "Event");
  return !isRead && pods.some((pod) => pod.metadata.namespace === namespace && isAlive(pod) && !isReady(pod));
}

function readLists(looking: Looking, queries: readonly ListQuery[]): Promise<World["lists"]> {
  return Promise.all(
    queries.map(async (query) => {
      const result = await within(listTimeoutMs, looking.signal, (signal) => looking.port.list(query, signal));
      return { query, result: "trouble" in result && !("status" in result) ? { status: "unreadable" as const, trouble: result.trouble } : result };
    }),
  );
}

function requestsOf(lab: Lab, observation: Observation, checks: readonly Check[]): readonly ProbeRequest[] {
  const intent = intentOf(lab);
  return checks.flatMap((check) => [...(kindOf(check).probes?.(check, viewOf({ lab, intent, observation })) ?? [])]);
}

function ask(looking: Looking, requests: readonly ProbeRequest[]): Promise<Observation["probes"]> {
  return runBounded(atOnce, requests, async (request) => {
    const longest =
      request.kind === "http" ? request.requests * request.timeoutMs + 5_000 : request.kind === "exec" ? request.timeoutMs + 2_000 : listTimeoutMs;
    const result = await within(longest, looking.signal, (signal) => looking.port.probe(request, signal));
    return { request, result: "trouble" in result && !("kind" in result) ? { kind: "unavailable" as const, trouble: result.trouble } : result };
  });
}

/** The last words of containers that aren't ready, in the lab's namespace. */
async function readLogs(looking: Looking, seen: Observation): Promise<World["logs"]> {
  const view = viewOf({ lab: looking.lab, intent: intentOf(looking.lab), observation: seen });
  const silent = view.glance("Pod").filter((pod) => (pod.metadata.namespace ?? "") === looking.cluster.namespace && isAlive(pod) && !isReady(pod));
  const requests = silent.flatMap((pod) =>
    [...initContainersOf(pod), ...containersOf(pod)]
      .filter(({ status }) => (numberOf(status.restartCount) ?? 0) > 0 || (status.state !== undefined && !("waiting" in (status.state as object))))
      .map((container) => ({
        kind: "logs" as const,
        id: `log:${pod.metadata.name}/${container.name}`,
        namespace: pod.metadata.namespace ?? "",
        pod: pod.metadata.name,
        container: container.name,
        previous: (numberOf(container.status.restartCount) ?? 0) > 0,
        tailLines: 40,
      })),
  );
  const read = await ask(looking, requests.slice(0, 20));
  return read.flatMap(({ request, result }) =>
    request.kind === "logs" && result.kind === "logs"
      ? [{ namespace: request.namespace, pod: request.pod, container: request.container, previous: request.previous, lines: result.lines.slice(-40) }]
      : [],
  );
}
