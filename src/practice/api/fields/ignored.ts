import { emptySet, type FieldSet, fromFieldsV1, withoutTrees } from "./field-set.ts";

const meta = [
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "name",
  "namespace",
  "resourceVersion",
  "selfLink",
  "uid",
];

const ours: FieldSet = fromFieldsV1({
  "f:apiVersion": {},
  "f:kind": {},
  "f:metadata": Object.fromEntries(meta.map((name) => [`f:${name}`, {}])),
});

const status: FieldSet = fromFieldsV1({ "f:status": {} });
const allButStatus: FieldSet = fromFieldsV1({ "f:spec": {}, "f:metadata": {} });

/** Without the fields that nobody owns, and those that the part written to leaves alone. The root itself is no field. */
export function ownable(fields: FieldSet, subresource: string | undefined): FieldSet {
  const owned = withoutTrees(
    withoutTrees({ ...fields, member: false }, ours),
    subresource === "status" ? allButStatus : subresource === undefined ? status : emptySet,
  );
  const metadata = owned.children.get("f:metadata");
  if (metadata === undefined || !metadata.member) return owned;
  return {
    ...owned,
    children: new Map([...owned.children].map(([element, child]) => [element, element === "f:metadata" ? { ...child, member: false } : child])),
  };
}
