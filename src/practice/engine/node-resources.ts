/** What the pods of a node have asked for, and whether there is enough left. */
import { readQuantity } from "../admission/quantity/quantity.ts";
import type { ContainerSpec, Pod, PodSpec } from "../objects.ts";
import { isTerminal } from "./pods.ts";

export type UsedResources = Readonly<Record<string, number>>;

interface Shortage {
  readonly text: string;
  /** Whether it would help if other pods went away. */
  readonly solvable: boolean;
}

/** Requests of the pods on the node, and how many they are. */
export function usedResources(pods: readonly Pod[], node: string): UsedResources {
  const there = pods.filter((pod) => pod.spec.nodeName === node && !isTerminal(pod));
  const used: Record<string, number> = { pods: there.length };
  for (const pod of there) for (const [name, amount] of Object.entries(requestsOf(pod.spec))) used[name] = (used[name] ?? 0) + amount;
  return used;
}

/** In the scheduler's order: the count of pods, then resources by name. */
export function shortages(allocatable: Readonly<Record<string, string>>, used: UsedResources, spec: PodSpec): readonly Shortage[] {
  const limit = (name: string): number => amountOf(allocatable[name] ?? "0");
  const full = allocatable.pods !== undefined && (used.pods ?? 0) + 1 > limit("pods") ? [{ text: "Too many pods", solvable: true }] : [];
  const lacking = Object.entries(requestsOf(spec))
    .filter(([name, amount]) => amount > 0 && (used[name] ?? 0) + amount > limit(name))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return [...full, ...lacking.map(([name, amount]) => ({ text: `Insufficient ${name}`, solvable: amount <= limit(name) }))];
}

/** Of all containers together, or of the neediest init container. */
function requestsOf(spec: PodSpec): Readonly<Record<string, number>> {
  const total: Record<string, number> = {};
  for (const container of spec.containers) {
    for (const [name, amount] of Object.entries(requestsOfContainer(container))) total[name] = (total[name] ?? 0) + amount;
  }
  for (const container of spec.initContainers ?? []) {
    for (const [name, amount] of Object.entries(requestsOfContainer(container))) total[name] = Math.max(total[name] ?? 0, amount);
  }
  return total;
}

function requestsOfContainer(container: ContainerSpec): Readonly<Record<string, number>> {
  const { requests = {} } = (container.resources ?? {}) as { readonly requests?: Readonly<Record<string, string>> };
  return Object.fromEntries(Object.entries(requests).map(([name, amount]) => [name, amountOf(amount)]));
}

function amountOf(text: string): number {
  const read = readQuantity(String(text));
  return read.status === "quantity" ? read.amount : 0;
}
