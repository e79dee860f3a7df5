import { type Fields, items, part, text } from "../field/json-fields.ts";
import { readQuantity } from "../quantity/quantity.ts";

/** The quality-of-service class of a pod, from what its containers request and are limited to. */
export function qualityOf(spec: Fields): "Guaranteed" | "Burstable" | "BestEffort" {
  const containers = [...items(spec, "containers"), ...items(spec, "initContainers")].map((container) => part(container, "resources"));
  const asked = containers.flatMap((each) => [amounts(each, "requests"), amounts(each, "limits")]).filter((each) => each.size > 0);
  if (asked.length === 0) return "BestEffort";
  const isGuaranteed = containers.every((each) => {
    const limits = amounts(each, "limits");
    const requests = amounts(each, "requests");
    return ["cpu", "memory"].every((name) => limits.has(name) && (requests.get(name) ?? limits.get(name)) === limits.get(name));
  });
  return isGuaranteed ? "Guaranteed" : "Burstable";
}

function amounts(resources: Fields | undefined, name: string): ReadonlyMap<string, number> {
  const given = part(resources, name);
  const read = ["cpu", "memory"].map((each) => [each, readQuantity(text(given, each))] as const);
  return new Map(read.flatMap(([each, quantity]) => (quantity.status === "quantity" && quantity.amount > 0 ? [[each, quantity.amount] as const] : [])));
}
