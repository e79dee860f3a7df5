import { type FieldErrors, forbidden, notSupported } from "../field/errors.ts";
import { dnsSubdomain, qualified } from "../field/formats.ts";
import { type Fields, items, madePart, part, text } from "../field/json-fields.ts";
import type { KindRules } from "../kind-rules.ts";
import { refusals } from "../meta/labels.ts";
import { objectMetaErrors, objectMetaUpdateErrors } from "../meta/object-meta.ts";

/** The kubelet creates its node with its status, so that stays. */
export const nodeRules: KindRules = {
  defaults: (node) => {
    madePart(node, "spec");
  },
  createErrors: (node) => [...objectMetaErrors(node, { namespaced: false, name: dnsSubdomain }), ...taintErrors(node)],
  updateErrors: (node, previous) => [...objectMetaUpdateErrors(node, previous), ...taintErrors(node), ...fixedErrors(node, previous)],
};

function taintErrors(node: Fields): FieldErrors {
  const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
  return items(part(node, "spec"), "taints").flatMap((taint, index) => {
    const at = `metadata.taints[${index}]`;
    const effect = text(taint, "effect");
    return [
      ...refusals(`${at}.key`, text(taint, "key"), qualified(text(taint, "key"))),
      ...(effects.includes(effect) ? [] : [notSupported(`${at}.effect`, effect, effects)]),
    ];
  });
}

function fixedErrors(node: Fields, previous: Fields): FieldErrors {
  const before = text(part(previous, "spec"), "podCIDR");
  const now = text(part(node, "spec"), "podCIDR");
  return before === "" || before === now ? [] : [forbidden("spec.podCIDRs", 'node updates may not change podCIDR except from "" to valid')];
}
