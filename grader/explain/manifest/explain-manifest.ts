/** What the learner's own manifests say about an object that isn't there. */
import type { Finding } from "../../finding.ts";
import { kubectl } from "../../fix.ts";
import { compareText, pick, textOf } from "../../json.ts";
import type { AnswerFile, ObjectName } from "../../model.ts";
import type { View } from "../../view.ts";
import { placeOf } from "../cause.ts";
import { documentsOf, type ManifestDocument } from "./documents.ts";
import type { ManifestMistake } from "./mistake.ts";
import { placeIn } from "./place.ts";
import { mendedManifest, mistakesAbout, otherKindIn } from "./read-manifest.ts";
import { explainRefusal } from "./refusal.ts";
import { setIn } from "./shape.ts";

/** undefined: no file speaks of the object. */
export function explainManifest(view: View, wanted: ObjectName): Finding | undefined {
  const files = [...view.observation.files].sort((a, b) => compareText(a.path, b.path));
  const found = files.flatMap((file) => explainFile(view, file, wanted) ?? []);
  return (
    found.find(({ code }) => code !== "not-applied" && code !== "manifest-unfinished") ?? found.find(({ code }) => code === "manifest-unfinished") ?? found[0]
  );
}

const beforeTodo: ReadonlySet<string> = new Set(["manifest-tab", "manifest-odd-sign", "manifest-syntax", "manifest-separator", "manifest-kind"]);

function explainFile(view: View, file: AnswerFile, wanted: ObjectName): Finding | undefined {
  const mistakes = mistakesAbout(file.text, wanted);
  if (mistakes === undefined) {
    const other = otherKindIn(file.text, wanted);
    return other && mistakeFound(view, file, wanted, other);
  }
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
    fix: { command: kubectl(view.namespace, "apply", "-f", "-"), stdin: inNamespace(file.text, { from: seen, to: right }) },
  };
}

/** All objects of a file that stand in the same wrong namespace move together: a file is applied as a whole. */
function inNamespace(text: string, { from, to }: { readonly from: string; readonly to: string }): string {
  const path = ["metadata", "namespace"];
  const stray = documentsOf(text).find(({ value }) => pick(value, ...path) === from);
  return stray === undefined
    ? text
    : inNamespace(
        stray.changed((copy) => setIn(copy, path, to)),
        { from, to },
      );
}

function mistakeFound(view: View, file: AnswerFile, wanted: ObjectName, mistake: ManifestMistake): Finding {
  const { code, path, seen, wanted: right, nearest } = mistake;
  const asked = code === "manifest-node-port-range" ? view.intent.nodePortOf(wanted.name) : undefined;
  const start = asked === undefined ? file.text : file.text.replace(new RegExp(`(nodePort:\\s*)${String(seen)}\\b`), `$1${asked}`);
  const mended = mistake.code === "manifest-other-kind" ? mendedManifest(mistake.mended?.() ?? start, wanted) : mendedManifest(start, wanted);
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

function notApplied(view: View, file: AnswerFile, wanted: ObjectName): Finding {
  return {
    code: "not-applied",
    object: placeOf(view, wanted),
    file: placeIn(file, 0),
    fix: { command: kubectl(view.namespace, "apply", "-f", "-"), stdin: file.text },
  };
}
