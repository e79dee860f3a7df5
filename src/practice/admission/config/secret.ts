import { type FieldErrors, invalid, required } from "../field/errors.ts";
import { configMapKey, dnsSubdomain } from "../field/formats.ts";
import { type Fields, fill, isFields, madePart, part, text, textMap } from "../field/json-fields.ts";
import type { KindRules } from "../kind-rules.ts";
import { refusals } from "../meta/labels.ts";
import { objectMetaErrors, objectMetaUpdateErrors } from "../meta/object-meta.ts";
import { immutableErrors } from "./config-map.ts";

export const secretRules: KindRules = {
  defaults: (secret) => {
    const plain = textMap(secret, "stringData");
    for (const [key, value] of Object.entries(plain)) madePart(secret, "data")[key] = Buffer.from(value).toString("base64");
    delete secret.stringData;
    fill(secret, "type", "Opaque");
  },
  createErrors: (secret) => [...objectMetaErrors(secret, { namespaced: true, name: dnsSubdomain }), ...dataErrors(secret)],
  updateErrors: (secret, previous) => [
    ...objectMetaUpdateErrors(secret, previous),
    ...(text(secret, "type") === text(previous, "type") ? [] : [invalid("type", text(secret, "type"), "field is immutable")]),
    ...immutableErrors(secret, previous, ["data"]),
    ...dataErrors(secret),
  ],
};

function dataErrors(secret: Fields): FieldErrors {
  const data = textMap(secret, "data");
  return [
    ...Object.keys(data)
      .sort()
      .flatMap((key) => refusals(`data[${key}]`, key, configMapKey(key))),
    ...typeErrors(secret, data),
  ];
}

/** What a Secret of its type must hold. */
function typeErrors(secret: Fields, data: Readonly<Record<string, string>>): FieldErrors {
  const missing = (...keys: readonly string[]): FieldErrors => keys.filter((key) => !(key in data)).map((key) => required(`data[${key}]`));
  switch (text(secret, "type")) {
    case "kubernetes.io/dockerconfigjson":
      return [...missing(".dockerconfigjson"), ...jsonErrors(data, ".dockerconfigjson")];
    case "kubernetes.io/dockercfg":
      return [...missing(".dockercfg"), ...jsonErrors(data, ".dockercfg")];
    case "kubernetes.io/basic-auth":
      return "username" in data || "password" in data ? [] : missing("username", "password");
    case "kubernetes.io/ssh-auth":
      return missing("ssh-privatekey");
    case "kubernetes.io/tls":
      return missing("tls.crt", "tls.key");
    case "kubernetes.io/service-account-token":
      return textMap(part(secret, "metadata"), "annotations")[accountName] ? [] : [required(`metadata.annotations[${accountName}]`)];
    default:
      return [];
  }
}

const accountName = "kubernetes.io/service-account.name";

function jsonErrors(data: Readonly<Record<string, string>>, key: string): FieldErrors {
  if (!(key in data)) return [];
  const why = jsonMistake(Buffer.from(data[key]!, "base64").toString("utf8"));
  return why === undefined ? [] : [invalid(`data[${key}]`, "<secret contents redacted>", why)];
}

/** In the words of encoding/json, as far as its usual mistakes go. */
function jsonMistake(text: string): string | undefined {
  if (text.trim() === "") return "unexpected end of JSON input";
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) || value === null ? undefined : "json: cannot unmarshal into Go value of type map[string]interface {}";
  } catch {
    return `invalid character '${text.trim()[0]}' looking for beginning of value`;
  }
}
