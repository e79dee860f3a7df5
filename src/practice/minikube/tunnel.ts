/** minikube tunnel: LoadBalancer Services are given an address of this computer for as long as it runs. */
import { systemClock } from "../clock.ts";
import { listObjects, type MinikubeContext, nodes, sayStopped } from "./context.ts";

/** As with minikube's drivers that forward ports. */
const ADDRESS = "127.0.0.1";
const LOOK_MS = 1_000;

interface Service {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly type?: string };
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly unknown[] } };
}

/** Runs until it is interrupted, then takes the addresses back. */
export async function tunnel(context: MinikubeContext): Promise<number> {
  if ((await nodes(context)) === undefined) return sayStopped(context);
  context.out(
    "✅  Tunnel successfully started\n\n📌  NOTE: Please do not close this terminal as this process must stay alive for the tunnel to be accessible ...\n\n",
  );
  const mine = new Map<string, Service>();
  while (!context.signal.aborted) {
    const services = (await listObjects<Service>(context, "/api/v1/services")) ?? [];
    for (const service of services) {
      if (service.spec.type !== "LoadBalancer" || (service.status?.loadBalancer?.ingress ?? []).length > 0) continue;
      await setIngress(context, service, [{ ip: ADDRESS, ipMode: "VIP" }]);
      mine.set(`${service.metadata.namespace}/${service.metadata.name}`, service);
      context.out(`🏃  Starting tunnel for service ${service.metadata.name}.\n`);
    }
    await systemClock.sleep(LOOK_MS, context.signal).catch(() => {});
  }
  for (const service of mine.values()) await setIngress(context, service, null);
  context.out("✋  Stopped tunnel for service(s)\n");
  return 0;
}

/** The signal that ended the tunnel must not end what takes its addresses back. */
async function setIngress(context: MinikubeContext, { metadata }: Service, ingress: readonly unknown[] | null): Promise<void> {
  await context.call({
    method: "PATCH",
    path: `/api/v1/namespaces/${metadata.namespace}/services/${metadata.name}/status`,
    contentType: "application/merge-patch+json",
    body: { status: { loadBalancer: { ingress } } },
  });
}
