/** Where a finding about a live object stands in the learner's own files; and whether they say something else by now. */
import type { Finding } from "../finding.ts";
import { kubectl, manifestText } from "../fix.ts";
import { asJson, compareText, keysOf, pick, stableText } from "../json.ts";
import { isKind } from "../kinds.ts";
import type { AnswerFile, Json, KubeObject } from "../model.ts";
import type { View } from "../view.ts";
import { documentsOf, type ManifestDocument } from "./manifest/documents.ts";
import { placeIn } from "./manifest/place.ts";
import { isApplicable, mistakesAbout } from "./manifest/read-manifest.ts";

/** The finding with the line that made it; or, where a file says what is wanted, that it hasn't been applied since. */
export function placeInFiles(view: View, finding: Finding): Finding {
  if (finding.path === undefined || finding.file !== undefined || finding.seen === undefined) return finding;
  const keys = keysOf(finding.path);
  if (!isSame(pick(liveOf(view, finding), ...keys), finding.seen)) return finding;
  const written = [...view.observation.files]
    .sort((a, b) => compareText(a.path, b.path))
    .flatMap((file) => documentsAbout(view, file, finding.object).map((document) => ({ file, document, value: valueAt(document, keys) })));
  const source = written.find(({ value }) => value !== undefined && isSame(value, finding.seen));
  if (source !== undefined) return { ...finding, file: placeIn(source.file, source.document.offsetOf(keys)) };
  const mended = written.find(
    ({ file, value }) => value !== undefined && finding.wanted !== undefined && isSame(value, finding.wanted) && isApplicable(file.text),
  );
  return mended === undefined ? finding : editedNotApplied(view, finding, { ...mended, keys });
}

/** undefined, too, where the finding is about an object that isn't there. */
function liveOf(view: View, { object }: Finding): KubeObject | undefined {
  if (!isKind(object.kind)) return undefined;
  return view.glance(object.kind).find(({ metadata }) => metadata.name === object.name && (metadata.namespace ?? "") === object.namespace);
}

function documentsAbout(view: View, file: AnswerFile, object: Finding["object"]): readonly ManifestDocument[] {
  const isAbout = ({ value }: ManifestDocument) =>
    value.kind === object.kind &&
    pick(value, "metadata", "name") === object.name &&
    (pick(value, "metadata", "namespace") ?? view.namespace) === object.namespace;
  const mistakes = mistakesAbout(file.text, object);
  return mistakes !== undefined && mistakes.length === 0 ? documentsOf(file.text).filter(isAbout) : [];
}

/** What is left out has the value that the API server gives it. */
function valueAt({ value }: ManifestDocument, keys: readonly (string | number)[]): unknown {
  const written = pick(value, ...keys);
  if (written !== undefined) return written;
  switch (keys.at(-1)) {
    case "targetPort":
      return pick(value, ...keys.slice(0, -1), "port");
    case "protocol":
      return "TCP";
    case "type":
      return value.kind === "Service" ? "ClusterIP" : undefined;
    case "replicas":
      return 1;
    default:
      return undefined;
  }
}

interface Mended {
  readonly file: AnswerFile;
  readonly document: ManifestDocument;
  readonly keys: readonly (string | number)[];
}

function editedNotApplied(view: View, finding: Finding, { file, document, keys }: Mended): Finding {
  const { object, path, seen, wanted } = finding;
  const kept = explainKeptSelector(view, finding, { file, document });
  if (kept !== undefined) return kept;
  return {
    code: "edited-not-applied",
    object,
    path,
    seen,
    wanted,
    file: placeIn(file, document.offsetOf(keys)),
    fix: { command: kubectl(view.namespace, "apply", "-f", "-"), stdin: file.text },
  };
}

/** A Deployment's selector stays as it was made: a file with another one is refused as a whole, however often it is applied. */
function explainKeptSelector(view: View, finding: Finding, { file, document }: Omit<Mended, "keys">): Finding | undefined {
  const keys = ["spec", "selector"];
  const live = finding.object.kind === "Deployment" ? pick(liveOf(view, finding), ...keys) : undefined;
  const written = pick(document.value, ...keys);
  if (live === undefined || written === undefined || isSame(live, written)) return undefined;
  return {
    code: "selector-immutable",
    object: finding.object,
    path: keys.join("."),
    seen: asJson(pick(live, "matchLabels") ?? live)!,
    wanted: asJson(pick(written, "matchLabels") ?? written)!,
    file: placeIn(file, document.offsetOf(keys)),
    fix: { command: kubectl(finding.object.namespace, "replace", "--force", "-f", "-"), stdin: manifestText([document.value as Json]) },
  };
}

/** A number and its text are one value here, as they are to who reads a manifest. */
function isSame(a: unknown, b: unknown): boolean {
  return stableText(a) === stableText(b) || (typeof a !== "object" && typeof b !== "object" && String(a) === String(b));
}
