/** What the learner's own manifests say about an object that isn't there. */
import type { Finding } from "../../finding.ts";
import { kubectl } from "../../fix.ts";
import { compareText, pick, textOf } from "../../json.ts";
import type { AnswerFile, ObjectName } from "../../model.ts";
import type { View } from "../../view.ts";
import { placeOf } from "../cause.ts";
import { findNodePortHolder, nodePortTaken } from "../service-port.ts";
import { documentsOf, type ManifestDocument } from "./documents.ts";
import type { ManifestMistake } from "./mistake.ts";
import { mendedManifest, mistakesAbout } from "./read-manifest.ts";
import { setIn } from "./shape.ts";

/** undefined: no file speaks of the object. */
export function explainManifest(view: View, wanted: ObjectName): Finding | undefined {
  const files = [...view.observation.files].sort((a, b) => compareText(a.path, b.path));
  const found = files.flatMap((file) => explainFile(view, file, wanted) ?? []);
  return (
    found.find(({ code }) => code !== "not-applied" && code !== "manifest-unfinished") ?? found.find(({ code }) => code === "manifest-unfinished") ?? found[0]
  );
}

const beforeTodo: ReadonlySet<string> = new Set(["manifest-tab", "manifest-separator", "manifest-kind"]);

function explainFile(view: View, file: AnswerFile, wanted: ObjectName): Finding | undefined {
  const mistakes = mistakesAbout(file.text, wanted);
  if (mistakes === undefined) return undefined;
  const [first] = mistakes;
  const todo = /#\s*TODO\b/.exec(file.text)?.index;
  if (todo !== undefined && (first === undefined || !beforeTodo.has(first.code)))
    return { code: "manifest-unfinished", object: placeOf(view, wanted), file: placeIn(file, todo) };
  if (first !== undefined) return mistakeFound(view, file, wanted, first);
  return explainNamespace(view, file, wanted) ?? explainRefusal(view, file, wanted) ?? notApplied(view, file, wanted);
}

/** The file itself says another namespace than the one the lab runs in. */
function explainNamespace(view: View, file: AnswerFile, wanted: ObjectName): Finding | undefined {
  const right = wanted.namespace ?? view.namespace;
  const isMeant = ({ value }: ManifestDocument) => value.kind === wanted.kind && pick(value, "metadata", "name") === wanted.name;
  const document = documentsOf(file.text).find(isMeant);
  const seen = textOf(pick(document?.value, "metadata", "namespace"));
  if (document === undefined || seen === undefined || seen === right) return undefined;
  const path = ["metadata", "namespace"];
  return {
    code: "manifest-namespace",
    object: placeOf(view, wanted),
    path: path.join("."),
    seen,
    wanted: right,
    file: placeIn(file, document.offsetOf(path)),
    fix: { command: kubectl(view.namespace, "apply", "-f", "-"), stdin: document.changed((copy) => setIn(copy, path, right)) },
  };
}

function mistakeFound(view: View, file: AnswerFile, wanted: ObjectName, mistake: ManifestMistake): Finding {
  const { code, path, seen, wanted: right, nearest } = mistake;
  const asked = code === "manifest-node-port-range" ? view.intent.nodePortOf(wanted.name) : undefined;
  const start = asked === undefined ? file.text : file.text.replace(new RegExp(`(nodePort:\\s*)${String(seen)}\\b`), `$1${asked}`);
  const mended = mendedManifest(start, wanted);
  return {
    code,
    object: placeOf(view, wanted),
    ...(path === undefined ? {} : { path }),
    ...(seen === undefined ? {} : { seen }),
    ...((right ?? asked) === undefined ? {} : { wanted: right ?? asked }),
    ...(nearest === undefined ? {} : { nearest }),
    file: placeIn(file, mistake.offset),
    ...(mended === undefined ? {} : { fix: { command: kubectl(view.namespace, "apply", "-f", "-"), stdin: mended } }),
  };
}

/** What only the server knows: it was asked, and said no. */
function explainRefusal(view: View, file: AnswerFile, wanted: ObjectName): Finding | undefined {
  const { dryRun } = file;
  const object = placeOf(view, wanted);
  const nodePort = documentsOf(file.text)
    .filter(({ value }) => value.kind === "Service" && pick(value, "metadata", "name") === wanted.name)
    .map(({ value }) => pick(value, "spec", "ports", 0, "nodePort"))
    .find((port) => typeof port === "number");
  const holder = typeof nodePort === "number" && wanted.kind === "Service" ? findNodePortHolder(view, nodePort) : undefined;
  if (holder !== undefined && typeof nodePort === "number") return nodePortTaken(view, object, holder, nodePort);
  if (dryRun === undefined || dryRun.exitCode === 0) return undefined;
  const line =
    dryRun.stderr.split("\n").find((said) => said.includes(`"${wanted.name}"`)) ??
    (documentsOf(file.text).length === 1 ? dryRun.stderr.trim().split("\n")[0] : undefined);
  if (line === undefined) return undefined;
  return { code: "manifest-rejected", object, seen: line.trim(), file: placeIn(file, 0) };
}

function notApplied(view: View, file: AnswerFile, wanted: ObjectName): Finding {
  return {
    code: "not-applied",
    object: placeOf(view, wanted),
    file: placeIn(file, 0),
    fix: { command: kubectl(view.namespace, "apply", "-f", "-"), stdin: file.text },
  };
}

function placeIn(file: AnswerFile, offset: number): NonNullable<Finding["file"]> {
  const before = file.text.slice(0, offset).split("\n");
  return { path: file.path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
