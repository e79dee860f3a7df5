/** Straight into the pods behind a Service, through the API server: proves that they answer, not how one gets to them. */
import type { HttpReply, KubeObject } from "../../../grader/model.ts";
import type { KubeClient } from "../kube/client.ts";
import { getOnce } from "./http.ts";
import { servicePortOf, unproved, type VantagePoint } from "./vantage.ts";

interface Backend {
  readonly pod: string;
  readonly port: number;
}

export function portForward(client: KubeClient): VantagePoint {
  return async (probe, signal) => {
    const backends = await readyBackends(client, { namespace: probe.to.namespace, service: probe.to.service, port: servicePortOf(probe) }, signal);
    const first = backends[0];
    if (first === undefined)
      return { status: "no-way", trouble: { code: "no-route", detail: `no ready endpoint of Service ${probe.to.service} to forward to` } };
    const replies: HttpReply[] = [];
    for (let index = 0; index < probe.requests && !signal.aborted; index += 1) {
      const { pod, port } = backends[index % backends.length]!;
      const opened = await client.forward({ namespace: probe.to.namespace, pod, port }, signal);
      if (opened.status === "trouble") {
        if (replies.length === 0) return { status: "no-way", trouble: opened.trouble };
        replies.push({ outcome: "failed", detail: opened.trouble.detail });
        continue;
      }
      const { reply } = await getOnce({ host: probe.to.service, port, path: probe.path, timeoutMs: probe.timeoutMs, signal, connection: opened.value });
      opened.value.destroy();
      replies.push(reply);
      if (reply.outcome === "timeout") break;
    }
    const vantage = { via: "port-forward", address: `pod/${first.pod}:${first.port}`, proves: unproved(probe) } as const;
    return { status: "tried", vantage, replies };
  };
}

async function readyBackends(
  client: KubeClient,
  target: { readonly namespace: string; readonly service: string; readonly port: number },
  signal: AbortSignal,
): Promise<readonly Backend[]> {
  const [services, slices] = await Promise.all([
    client.list({ apiVersion: "v1", kind: "Service", namespace: target.namespace }, signal),
    client.list({ apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", namespace: target.namespace }, signal),
  ]);
  if (services.status !== "read" || slices.status !== "read") return [];
  const service = services.items.find(({ metadata }) => metadata.name === target.service);
  const ports = (service?.spec as { ports?: readonly { port: number; name?: string }[] } | undefined)?.ports ?? [];
  const name = ports.find(({ port }) => port === target.port)?.name ?? "";
  return slices.items
    .filter(({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] === target.service)
    .flatMap((slice) => backendsOf(slice as KubeObject & Slice, name));
}

interface Slice {
  readonly endpoints?:
    | readonly { readonly conditions?: { readonly ready?: boolean }; readonly targetRef?: { readonly kind: string; readonly name: string } }[]
    | null;
  readonly ports?: readonly { readonly name?: string; readonly port?: number }[] | null;
}

function backendsOf(slice: Slice, portName: string): readonly Backend[] {
  const port = slice.ports?.find(({ name }) => (name ?? "") === portName)?.port;
  if (port === undefined) return [];
  return (slice.endpoints ?? []).flatMap(({ conditions, targetRef }) =>
    conditions?.ready !== false && targetRef?.kind === "Pod" ? [{ pod: targetRef.name, port }] : [],
  );
}
