import { dnsLabel } from "../field/formats.ts";
import { type Fields, hasAny, madePart, part, text, texts } from "../field/json-fields.ts";
import type { KindRules } from "../kind-rules.ts";
import { finalizerErrors, objectMetaErrors, objectMetaUpdateErrors } from "../meta/object-meta.ts";

export const namespaceRules: KindRules = {
  defaults: (namespace) => {
    const meta = madePart(namespace, "metadata");
    if (text(meta, "name") !== "") madePart(meta, "labels")["kubernetes.io/metadata.name"] = meta.name;
  },
  prepareCreate: (namespace) => {
    namespace.status = { phase: "Active" };
    const spec = madePart(namespace, "spec");
    if (!texts(spec, "finalizers").includes("kubernetes")) spec.finalizers = [...texts(spec, "finalizers"), "kubernetes"];
  },
  prepareUpdate: (namespace, previous) => {
    if (hasAny(previous.spec)) namespace.spec = previous.spec;
  },
  createErrors: (namespace) => [
    ...objectMetaErrors(namespace, { namespaced: false, name: dnsLabel }),
    ...texts(part(namespace, "spec"), "finalizers").flatMap((each, index) => finalizerErrors(each, `spec.finalizers[${index}]`)),
  ],
  updateErrors: (namespace: Fields, previous) => objectMetaUpdateErrors(namespace, previous),
};
