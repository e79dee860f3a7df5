import { type FieldErrors, invalid, required } from "../field/errors.ts";
import { configMapKey, dnsSubdomain } from "../field/formats.ts";
import { type Fields, fill, madePart, text, textMap } from "../field/json-fields.ts";
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

const needed: Readonly<Record<string, readonly string[]>> = {
  "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
  "kubernetes.io/dockercfg": [".dockercfg"],
  "kubernetes.io/ssh-auth": ["ssh-privatekey"],
  "kubernetes.io/tls": ["tls.crt", "tls.key"],
};

function dataErrors(secret: Fields): FieldErrors {
  const data = textMap(secret, "data");
  return [
    ...Object.keys(data)
      .sort()
      .flatMap((key) => refusals(`data[${key}]`, key, configMapKey(key))),
    ...(needed[text(secret, "type")] ?? []).filter((key) => !(key in data)).map((key) => required(`data[${key}]`)),
  ];
}
