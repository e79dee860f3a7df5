/** An observation as it may be given away: judged, it says the same. */
import { isRecord, listOf, pick, textOf } from "./json.ts";
import type { KubeObject, Observation } from "./model.ts";

const leftOut = "(left out)";

/** Without what no verdict hangs on and nobody else should see: managed fields, copies of manifests, ConfigMaps of others, passwords in environments, tokens. */
export function withoutSecrets(observation: Observation): Observation {
  const { world, files } = observation;
  const lists = world.lists.map(({ query, result }) => ({
    query,
    result: result.status === "read" ? { ...result, items: result.items.filter(({ kind }) => kind !== "Secret").map(plainObject) } : result,
  }));
  return withoutTokens({ ...observation, world: { ...world, lists }, files: files.filter(({ text }) => !/^\s*kind:\s*["']?Secret\b/m.test(text)) });
}

function plainObject(object: KubeObject): KubeObject {
  const { managedFields: _, annotations, ...metadata } = object.metadata;
  const kept = Object.entries(annotations ?? {}).filter(([key]) => key !== "kubectl.kubernetes.io/last-applied-configuration");
  const plain = { ...object, metadata: { ...metadata, ...(annotations === undefined ? {} : { annotations: Object.fromEntries(kept) }) } } as KubeObject;
  return object.kind === "ConfigMap" ? plain : (withoutPasswords(plain) as KubeObject);
}

/** Wherever an environment variable is written out. */
function withoutPasswords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPasswords);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, key === "env" ? listOf(held).map(plainVariable) : withoutPasswords(held)]));
}

function plainVariable(variable: unknown): unknown {
  const isSecret = /pass(word|wd|phrase)?|secret|token|credential|private|api_?key/i.test(textOf(pick(variable, "name")) ?? "");
  return isSecret && isRecord(variable) && variable.value !== undefined ? { ...variable, value: leftOut } : variable;
}

/** Bearer tokens and JSON Web Tokens, whoever printed them. */
function withoutTokens(observation: Observation): Observation {
  const token = /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*|(?<=Bearer )[\w.~+/-]{16,}=*/g;
  return JSON.parse(JSON.stringify(observation).replaceAll(token, leftOut)) as Observation;
}
