import type { ContainerSpec, PodSpec } from "../../objects.ts";

type Amounts = Readonly<Record<string, string | number>>;

/** status.qosClass, from what the containers request and are limited to. */
export function qualityOfService({ containers, initContainers = [] }: PodSpec): "Guaranteed" | "Burstable" | "BestEffort" {
  const all = [...containers, ...initContainers].map(resourcesOf);
  const isBare = all.every(({ requests, limits }) => countOf(requests) + countOf(limits) === 0);
  if (isBare) return "BestEffort";
  const isFixed = all.every(({ requests, limits }) =>
    (["cpu", "memory"] as const).every((name) => limits[name] !== undefined && String(requests[name] ?? limits[name]) === String(limits[name])),
  );
  return isFixed ? "Guaranteed" : "Burstable";
}

function resourcesOf(container: ContainerSpec): { readonly requests: Amounts; readonly limits: Amounts } {
  const { requests = {}, limits = {} } = (container.resources ?? {}) as { readonly requests?: Amounts; readonly limits?: Amounts };
  return { requests, limits };
}

function countOf(amounts: Amounts): number {
  return ["cpu", "memory"].filter((name) => amounts[name] !== undefined).length;
}
