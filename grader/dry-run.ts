/** Showing the API server what the learner has written and not applied: it knows what our own reading doesn't. */
import { within } from "./deadline.ts";
import { mistakesAbout } from "./explain/manifest/read-manifest.ts";
import { portsOf } from "./explain/service-port.ts";
import { compareText } from "./json.ts";
import type { AnswerFile, Check, ObjectName, World } from "./model.ts";
import type { ReadingPort } from "./ports.ts";

interface Showing {
  readonly port: ReadingPort;
  readonly files: readonly AnswerFile[];
  readonly checks: readonly Check[];
  readonly lists: World["lists"];
  readonly namespace: string;
  readonly signal: AbortSignal;
}

const timeoutMs = 10_000;

/** The files; those that should make an object that isn't there, and in which nothing wrong can be read, with the server's answer. */
export function withDryRuns(showing: Showing): Promise<readonly AnswerFile[]> {
  const { port, files, lists, signal } = showing;
  const missing = missingObjects(showing);
  const stamp = stampOf(lists);
  return Promise.all(
    files.map(async (file) => {
      if (port.dryRun === undefined || file.dryRun !== undefined || !missing.some((object) => isReadable(file, object))) return file;
      const result = await within(timeoutMs, signal, (limit) => port.dryRun!(file.text, stamp, limit));
      return "trouble" in result ? file : { ...file, dryRun: result };
    }),
  );
}

function isReadable({ text }: AnswerFile, object: ObjectName): boolean {
  return !/#\s*TODO\b/.test(text) && mistakesAbout(text, object)?.length === 0;
}

function missingObjects({ checks, lists, namespace }: Showing): readonly ObjectName[] {
  const objects = checks.flatMap((check) =>
    check.kind === "object" || check.kind === "ready" ? [check.object] : "service" in check ? [{ kind: "Service", name: check.service }] : [],
  );
  const isThere = (object: ObjectName) =>
    lists.some(
      ({ query, result }) =>
        query.kind === object.kind &&
        result.status === "read" &&
        result.items.some(({ metadata }) => metadata.name === object.name && metadata.namespace === (object.namespace ?? namespace)),
    );
  return objects.filter((object) => !isThere(object));
}

/** What an answer can hang on beside the manifest: the names and node ports that are taken. */
function stampOf(lists: World["lists"]): string {
  const services = lists.flatMap(({ query, result }) => (query.kind === "Service" && result.status === "read" ? result.items : []));
  const ports = services.map(
    (service) => `${service.metadata.namespace ?? ""}/${service.metadata.name} ${portsOf(service).map(({ nodePort }) => nodePort ?? 0)}`,
  );
  return ports.sort(compareText).join("\n");
}
