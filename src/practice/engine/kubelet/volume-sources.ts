import { randomBytes } from "node:crypto";
import type { KubeObject, Pod } from "../../objects.ts";
import type { Registry } from "../../registry.ts";
import { fieldOf, type ResourceField, resourceOf } from "./fields.ts";

export type Texts = ReadonlyMap<string, { readonly content: Buffer; readonly mode: number | undefined }>;

/** A volume can't be set up; its message is the kubelet's. */
export class VolumeTrouble extends Error {}

export interface ConfigSource {
  readonly name?: string | undefined;
  readonly optional?: boolean;
  readonly items?: readonly { readonly key: string; readonly path: string; readonly mode?: number }[];
  readonly defaultMode?: number;
}

interface WithData extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

/** The one that every namespace is given; a pod may be a moment faster. */
const ROOT_CA = "kube-root-ca.crt";

/** The keys of a ConfigMap or Secret as files. Throws VolumeTrouble. */
export function keyTexts(
  registry: Registry,
  { kind, namespace, source }: { readonly kind: "configmap" | "secret"; readonly namespace: string; readonly source: ConfigSource },
): Texts {
  const { name = "", optional = name === ROOT_CA, items } = source;
  const found = registry.get<WithData>({ resource: kind === "configmap" ? "v1/configmaps" : "v1/secrets", namespace, name });
  if (found === undefined && !optional) throw new VolumeTrouble(`${kind} "${name}" not found`);
  const contents = found === undefined ? new Map<string, Buffer>() : contentsOf(kind, found);
  if (items === undefined) return new Map([...contents].map(([key, content]) => [key, { content, mode: undefined }]));
  return new Map(
    items.flatMap(({ key, path, mode }) => {
      const content = contents.get(key);
      if (content === undefined && !optional)
        throw new VolumeTrouble(kind === "configmap" ? `configmap references non-existent config key: ${key}` : `references non-existent secret key: ${key}`);
      return content === undefined ? [] : [[path, { content, mode }] as const];
    }),
  );
}

function contentsOf(kind: "configmap" | "secret", { data = {}, binaryData = {} }: WithData): ReadonlyMap<string, Buffer> {
  const encoding = kind === "secret" ? "base64" : "utf8";
  return new Map([
    ...Object.entries(data).map(([key, value]) => [key, Buffer.from(value, encoding)] as const),
    ...Object.entries(binaryData).map(([key, value]) => [key, Buffer.from(value, "base64")] as const),
  ]);
}

interface DownwardItem {
  readonly path: string;
  readonly mode?: number;
  readonly fieldRef?: { readonly fieldPath: string };
  readonly resourceFieldRef?: ResourceField;
}

export function downwardTexts(pod: Pod, items: readonly DownwardItem[]): Texts {
  return new Map(
    items.map(({ path, mode, fieldRef, resourceFieldRef }) => {
      const text = fieldRef !== undefined ? fieldOf(pod, fieldRef.fieldPath) : resourceFieldRef === undefined ? "" : resourceOf(pod, resourceFieldRef);
      return [path, { content: Buffer.from(text), mode }];
    }),
  );
}

/** A token that looks like the real one, and opens nothing. The same as long as the pod lives. */
export function tokenTexts(
  pod: Pod,
  { path, expirationSeconds = 3600 }: { readonly path: string; readonly expirationSeconds?: number },
  { now, kept }: { readonly now: number; readonly kept: Map<string, string> },
): Texts {
  const token = kept.get(path) ?? newToken(pod, Math.floor(now / 1000), expirationSeconds);
  kept.set(path, token);
  return new Map([[path, { content: Buffer.from(token), mode: undefined }]]);
}

function newToken({ metadata, spec }: Pod, issuedAt: number, expirationSeconds: number): string {
  const issuer = "https://kubernetes.default.svc.cluster.local";
  const account = spec.serviceAccountName ?? "default";
  const { namespace = "default", name, uid } = metadata;
  const claims = {
    aud: [issuer],
    exp: issuedAt + expirationSeconds,
    iat: issuedAt,
    iss: issuer,
    "kubernetes.io": { namespace, node: { name: spec.nodeName }, pod: { name, uid }, serviceaccount: { name: account } },
    nbf: issuedAt,
    sub: `system:serviceaccount:${namespace}:${account}`,
  };
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return [part({ alg: "RS256", kid: "practice" }), part(claims), randomBytes(256).toString("base64url")].join(".");
}
