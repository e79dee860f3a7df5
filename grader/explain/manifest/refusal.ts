/** What only the server knows: the manifest was shown to it, and it said no. */
import type { Finding } from "../../finding.ts";
import { keysOf, pick } from "../../json.ts";
import type { AnswerFile, ObjectName } from "../../model.ts";
import type { View } from "../../view.ts";
import { placeOf } from "../cause.ts";
import { findNodePortHolder, nodePortTaken } from "../service-port.ts";
import { documentsOf } from "./documents.ts";
import { placeIn } from "./place.ts";

export function explainRefusal(view: View, file: AnswerFile, wanted: ObjectName): Finding | undefined {
  const object = placeOf(view, wanted);
  const taken = explainTaken(view, file, wanted);
  if (taken !== undefined) return taken;
  const line = refusalOf(file, wanted);
  if (line === undefined) return undefined;
  const path = fieldIn(line);
  const document = documentsOf(file.text).find(({ value }) => value.kind === wanted.kind && pick(value, "metadata", "name") === wanted.name);
  const offset = path === undefined ? 0 : (document?.offsetOf(keysOf(path)) ?? 0);
  return { code: "manifest-rejected", object, ...(path === undefined ? {} : { path }), seen: line, file: placeIn(file, offset) };
}

function explainTaken(view: View, file: AnswerFile, wanted: ObjectName): Finding | undefined {
  if (wanted.kind !== "Service") return undefined;
  const nodePort = documentsOf(file.text)
    .filter(({ value }) => value.kind === "Service" && pick(value, "metadata", "name") === wanted.name)
    .map(({ value }) => pick(value, "spec", "ports", 0, "nodePort"))
    .find((port) => typeof port === "number");
  const holder = nodePort === undefined ? undefined : findNodePortHolder(view, nodePort);
  return holder === undefined || nodePort === undefined ? undefined : nodePortTaken(view, placeOf(view, wanted), holder, nodePort);
}

/** Quotas and policies; that a user may not create at all is another matter. */
function isForbidden(line: string): boolean {
  return /\(Forbidden\)/.test(line) && !/\bcannot \w+ resource\b/.test(line);
}

/** What a manifest is refused for. Anything else that is said (no connection, no permission) is no matter of the manifest. FACTS 3.0. */
const refusal = /\bis invalid\b|\(Invalid\)|\(BadRequest\)|error parsing|error validating|unable to decode|no matches for kind|strict decoding error/;

function refusalOf(file: AnswerFile, wanted: ObjectName): string | undefined {
  const { dryRun } = file;
  if (dryRun === undefined || dryRun.exitCode === 0) return undefined;
  const lines = dryRun.stderr.split("\n").map((line) => line.trim());
  const refused = lines.flatMap((line, index) =>
    refusal.test(line) || isForbidden(line) ? [line.endsWith("is invalid:") ? `${line} ${lines[index + 1] ?? ""}`.trim() : line] : [],
  );
  const isOther = (said: string) => {
    const kind = /\b([A-Z]\w+)(?:\.[\w.]+)? "[^"]*" is invalid/.exec(said)?.[1];
    return kind !== undefined && kind !== wanted.kind;
  };
  const own = refused.filter((said) => !isOther(said));
  return own.find((said) => said.includes(`"${wanted.name}"`)) ?? (documentsOf(file.text).length === 1 ? own[0] : undefined);
}

/** "…: spec.ports[0].name: Invalid value: …" */
function fieldIn(line: string): string | undefined {
  return /(?:^|[\s*])((?:spec|metadata)(?:\.\w+|\[\d+\])+): /.exec(line)?.[1];
}
