/** A finding's parts as the texts quote them. */
import type { Finding } from "../finding.ts";
import { isRecord, yamlWord } from "../json.ts";
import type { Json } from "../model.ts";

export interface Said {
  /** "Service default/redis" */
  readonly object: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly path: string;
  readonly seen: string;
  readonly wanted: string;
  /** Empty: there is none. */
  readonly nearest: string;
  /** "echo-svc.yml:11"; empty: no file. */
  readonly file: string;
}

export type Words = (said: Said) => string;

export function saidOf(finding: Finding): Said {
  const { kind, namespace, name } = finding.object;
  return {
    object: `${kind} ${namespace === "" ? name : `${namespace}/${name}`}`,
    kind,
    name,
    namespace,
    path: finding.path ?? "",
    // A text where a number belongs is told with the quotes that make it one.
    seen: finding.code === "manifest-type" && typeof finding.seen === "string" ? yamlWord(finding.seen) : plainText(finding.seen),
    wanted: plainText(finding.wanted),
    nearest: finding.nearest === undefined ? "" : plainText(finding.nearest),
    file: finding.file === undefined ? "" : `${finding.file.path}:${finding.file.line}`,
  };
}

/** Labels as "app: echo, tier: db"; lists with commas; nothing as a dash. */
function plainText(value: Json | undefined): string {
  if (value === undefined || value === null || value === "") return "–";
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.map((item: Json) => plainText(item)).join(", ");
  if (!isRecord(value)) return String(value);
  const pairs = Object.entries(value).map(
    ([key, held]) => `${key}: ${typeof held === "object" ? JSON.stringify(held) : typeof held === "string" ? yamlWord(held) : String(held)}`,
  );
  return pairs.length === 0 ? "–" : pairs.join(", ");
}
