import type { Clock } from "../clock.ts";
import type { Service } from "../objects.ts";
import type { Backend, ServiceTable, ServiceTarget } from "./service-table.ts";

type Choice =
  | { readonly status: "chosen"; readonly backend: Backend }
  /** kube-proxy rejects: the client sees a refusal at once. */
  | { readonly status: "rejected" }
  /** kube-proxy drops: the client sees a time-out. */
  | { readonly status: "dropped" };

export interface Caller {
  readonly address: string;
  readonly nodeName: string | undefined;
  /** A pod or a node; the world outside otherwise. */
  readonly inside: boolean;
}

const MOST_STICKY = 10_000;

/** Picks a backend for each new connection as kube-proxy does in iptables mode: at random, or sticky by client address. */
export interface Balancer {
  choose(target: ServiceTarget, caller: Caller): Choice;
}

export function createBalancer({ table, clock, random }: { table: ServiceTable; clock: Clock; random: () => number }): Balancer {
  const sticky = new Map<string, { readonly backend: string; readonly until: number }>();
  return {
    choose(target, caller) {
      const all = usableBackends(table.backends(target.service, target.port.name ?? ""));
      if (all.length === 0) return { status: "rejected" };
      const usable = isLocalOnly(target, caller) ? all.filter((backend) => backend.nodeName === caller.nodeName) : all;
      if (usable.length === 0) return { status: "dropped" };
      const picked = usable[Math.floor(random() * usable.length)]!;
      if (target.service.spec.sessionAffinity !== "ClientIP") return { status: "chosen", backend: picked };

      const key = `${target.service.metadata.uid}/${target.port.port}/${caller.address}`;
      if (sticky.size > MOST_STICKY) for (const [each, { until }] of sticky) if (until <= clock.now()) sticky.delete(each);
      const known = sticky.get(key);
      const before = known !== undefined && known.until > clock.now() ? usable.find((backend) => backend.address === known.backend) : undefined;
      const backend = before ?? picked;
      sticky.set(key, { backend: backend.address, until: clock.now() + affinitySeconds(target.service) * 1000 });
      return { status: "chosen", backend };
    },
  };
}

/** Ready ones; when there is none, those that still serve while they terminate (KEP-1669). */
export function usableBackends(backends: readonly Backend[]): readonly Backend[] {
  const ready = backends.filter((backend) => backend.ready);
  return ready.length > 0 ? ready : backends.filter((backend) => backend.serving && backend.terminating);
}

function isLocalOnly(target: ServiceTarget, caller: Caller): boolean {
  if (target.external) return target.service.spec.externalTrafficPolicy === "Local" && !caller.inside;
  return target.service.spec.internalTrafficPolicy === "Local";
}

function affinitySeconds(service: Service): number {
  const config = service.spec.sessionAffinityConfig as { readonly clientIP?: { readonly timeoutSeconds?: number } } | undefined;
  return config?.clientIP?.timeoutSeconds ?? 10_800;
}
