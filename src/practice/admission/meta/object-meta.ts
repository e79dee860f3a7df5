/** The metadata that every kind has. */

import { equalValues } from "../field/equal.ts";
import { type FieldErrors, forbidden, invalid, notSupported, required } from "../field/errors.ts";
import { qualified, type Reasons } from "../field/formats.ts";
import { type Fields, flag, items, part, text, textMap, texts } from "../field/json-fields.ts";
import { annotationErrors, labelErrors, refusals } from "./labels.ts";

export interface MetaRules {
  readonly namespaced: boolean;
  /** What a name of the kind must look like. */
  readonly name: (value: string) => Reasons;
}

const path = "metadata";

export function objectMetaErrors(object: Fields, rules: MetaRules): FieldErrors {
  const meta = part(object, "metadata") ?? {};
  return [...nameErrors(meta, rules), ...namespaceErrors(meta, rules), ...commonErrors(meta)];
}

/** What a change of metadata may not do. Comes before the errors of the object itself. */
export function objectMetaUpdateErrors(object: Fields, previous: Fields): FieldErrors {
  const meta = part(object, "metadata") ?? {};
  const before = part(previous, "metadata") ?? {};
  return [
    ...finalizersWhileDeleting(meta, before),
    ...["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds"].flatMap((field) =>
      field in before && !equalValues(meta[field], before[field]) ? [invalid(`${path}.${field}`, meta[field], "field is immutable")] : [],
    ),
    ...commonErrors(meta),
  ];
}

function nameErrors(meta: Fields, rules: MetaRules): FieldErrors {
  const name = text(meta, "name");
  const prefix = text(meta, "generateName");
  const generated =
    prefix === "" ? [] : refusals(`${path}.generateName`, prefix, rules.name(prefix.endsWith("-") && prefix.length > 1 ? `${prefix.slice(0, -1)}a` : prefix));
  if (name === "") return [...generated, required(`${path}.name`, "name or generateName is required")];
  return [...generated, ...refusals(`${path}.name`, name, rules.name(name))];
}

function namespaceErrors(meta: Fields, rules: MetaRules): FieldErrors {
  const namespace = text(meta, "namespace");
  if (rules.namespaced) return namespace === "" ? [required(`${path}.namespace`)] : [];
  return namespace === "" ? [] : [forbidden(`${path}.namespace`, "not allowed on this type")];
}

function commonErrors(meta: Fields): FieldErrors {
  return [
    ...labelErrors(textMap(meta, "labels"), `${path}.labels`),
    ...annotationErrors(textMap(meta, "annotations"), `${path}.annotations`),
    ...ownerErrors(meta),
    ...texts(meta, "finalizers").flatMap((each, index) => finalizerErrors(each, `${path}.finalizers[${index}]`)),
  ];
}

function ownerErrors(meta: Fields): FieldErrors {
  const owners = items(meta, "ownerReferences");
  const [first, ...others] = owners.filter((each) => flag(each, "controller")).map((each) => `${text(each, "kind")}/${text(each, "name")}`);
  return [
    ...owners.flatMap((owner, index) =>
      ["apiVersion", "kind", "name", "uid"]
        .filter((field) => text(owner, field) === "")
        .map((field) =>
          invalid(`${path}.ownerReferences[${index}].${field}`, text(owner, field), field === "apiVersion" ? "version must not be empty" : "must not be empty"),
        ),
    ),
    ...others.map((other) => {
      const why = `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${other}`;
      return invalid(`${path}.ownerReferences`, owners, why);
    }),
  ];
}

const standardFinalizers = ["orphan", "foregroundDeletion", "kubernetes"];

export function finalizerErrors(name: string, at: string): FieldErrors {
  const reasons = qualified(name);
  if (reasons.length > 0) return refusals(at, name, reasons);
  return name.includes("/") || standardFinalizers.includes(name)
    ? []
    : [invalid(at, name, "name is neither a standard finalizer name nor is it fully qualified")];
}

function finalizersWhileDeleting(meta: Fields, before: Fields): FieldErrors {
  if (before.deletionTimestamp === undefined) return [];
  const added = texts(meta, "finalizers").filter((each) => !texts(before, "finalizers").includes(each));
  return added.length === 0
    ? []
    : [
        forbidden(
          `${path}.finalizers`,
          `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map((each) => JSON.stringify(each)).join(", ")}}`,
        ),
      ];
}

/** A text that must be one of a few, empty meaning absent. */
export function choiceErrors(at: string, value: string, supported: readonly string[]): FieldErrors {
  if (value === "") return [required(at)];
  return supported.includes(value) ? [] : [notSupported(at, value, supported)];
}
