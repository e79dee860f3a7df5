/** The Kubernetes API with trouble as data. This folder is the only door to @kubernetes/client-node. */
import type { Duplex } from "node:stream";
import type { ListQuery, ListResult } from "../../../grader/model.ts";
import { askAgain } from "./ask-again.ts";
import { type Authentication, authenticate, withSessions } from "./authentication.ts";
import { type ConfigSource, readConfig } from "./config.ts";
import { readList, readRevision } from "./lists.ts";
import { requestText } from "./request.ts";
import { findResource, resourcePath } from "./resource-paths.ts";
import { type ExecCall, type ExecOutput, exec, forward } from "./sessions.ts";
import { errorText, ok, type Reply, trouble, troubleOfText } from "./trouble.ts";
import { lost, type WatchEvent, watchList } from "./watch.ts";

export interface KubeClient {
  readonly server: string;
  /** The parsed answer of a GET. Ends by the client's time-out, tries included. */
  get(path: string, signal: AbortSignal): Promise<Reply<unknown>>;
  getText(path: string, signal: AbortSignal): Promise<Reply<string>>;
  /** Ends by the client's time-out, pages and tries included. */
  list(query: ListQuery, signal: AbortSignal): Promise<ListResult>;
  /** The revision that a list of it has now; where a watch can begin. */
  revision(query: ListQuery, signal: AbortSignal): Promise<Reply<string>>;
  /** Ends when the server ends it; throws ClusterError watch-lost for trouble, nothing when aborted. */
  watch(query: ListQuery, from: string, signal: AbortSignal): AsyncIterable<WatchEvent>;
  exec(request: ExecCall, signal: AbortSignal): Promise<Reply<ExecOutput>>;
  /** A connection to a port inside a pod. */
  forward(pod: { readonly namespace: string; readonly pod: string; readonly port: number }, signal: AbortSignal): Promise<Reply<Duplex>>;
}

/** Shorter than what the grader allows a list, so that it is this client that says what was waited for. */
const CALL_MS = 9_000;
/** Credentials of plugins end; they are asked again after that long. */
const CREDENTIALS_MS = 60_000;

/** Throws ClusterError kubeconfig-unreadable or wrong-context. */
export function createKubeClient(source: ConfigSource & { readonly timeoutMs?: number }): KubeClient {
  const config = readConfig(source);
  const server = config.getCurrentCluster()!.server;
  const timeoutMs = source.timeoutMs ?? CALL_MS;
  const credentials = keepCredentials(() => authenticate(config), timeoutMs);
  const sessions = withSessions(config, async () => {
    const held = await credentials.get();
    return held.status === "ok" ? held.value : authenticate(config);
  });

  /** Within a time of its own, or what is left of another's. */
  const text = (path: string, signal: AbortSignal, limitMs: number): Promise<Reply<string>> => {
    let isRenewed = false;
    return askAgain({ timeoutMs: limitMs, signal }, async (leftMs) => {
      const options = await credentials.get();
      if (options.status === "trouble") return options;
      const reply = await requestText({ server, path, options: options.value.requests, timeoutMs: leftMs, signal });
      if (reply.status === "ok" || reply.trouble.code !== "unauthorized" || isRenewed) return reply;
      // They may have ended since they were asked for.
      isRenewed = true;
      credentials.forget();
      return { ...reply, againMs: 0 };
    });
  };
  const parsed = async (path: string, signal: AbortSignal, limitMs: number): Promise<Reply<unknown>> => {
    const reply = await text(path, signal, limitMs);
    if (reply.status === "trouble") return reply;
    try {
      return ok(JSON.parse(reply.value) as unknown);
    } catch (error) {
      return { status: "trouble", trouble: troubleOfText(reply.value, error) };
    }
  };
  /** All that is got through it ends within one time-out. */
  const getting = (signal: AbortSignal) => {
    const until = performance.now() + timeoutMs;
    return (path: string) => parsed(path, signal, until - performance.now());
  };

  return {
    server,
    get: (path, signal) => parsed(path, signal, timeoutMs),
    getText: (path, signal) => text(path, signal, timeoutMs),
    list: (query, signal) => readList(query, getting(signal)),
    revision: (query, signal) => readRevision(query, getting(signal)),
    async *watch(query, from, signal) {
      const resource = await findResource(query, getting(signal));
      if (signal.aborted) return;
      if (resource.status === "trouble") throw lost(resource.trouble.detail);
      const options = await credentials.get();
      if (options.status === "trouble") throw lost(options.trouble.detail);
      yield* watchList({ server, path: resourcePath(query, resource.value), from, options: options.value.requests, signal });
    },
    exec: (call, signal) => exec(sessions, call, signal),
    forward: (pod, signal) => forward(sessions, pod, signal),
  };
}

/** Asked for once in a while, and again after they were refused. */
function keepCredentials(ask: () => Promise<Authentication>, timeoutMs: number) {
  let held: { readonly options: Promise<Reply<Authentication>>; readonly until: number } | undefined;
  return {
    get(): Promise<Reply<Authentication>> {
      const now = performance.now();
      if (held === undefined || held.until < now) held = { options: askInTime(ask, timeoutMs), until: now + CREDENTIALS_MS };
      const { options } = held;
      void options.then(({ status }) => {
        if (status === "trouble" && held?.options === options) held = undefined;
      });
      return options;
    },
    forget() {
      held = undefined;
    },
  };
}

/** A credential plugin may wait for somebody who isn't there. */
function askInTime(ask: () => Promise<Authentication>, timeoutMs: number): Promise<Reply<Authentication>> {
  return new Promise((resolve) => {
    const limit = AbortSignal.timeout(timeoutMs);
    limit.addEventListener("abort", () => resolve(trouble("unauthorized", `no credentials within ${timeoutMs} ms`)), { once: true });
    ask().then(
      (options) => resolve(ok(options)),
      (error: unknown) => resolve(trouble("unauthorized", errorText(error))),
    );
  });
}
