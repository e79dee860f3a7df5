/** What a kubelet sends so that its node counts as alive: a lease every 10 seconds, its conditions every 5 minutes. */
import type { Timer } from "../clock.ts";
import { apiTime, type Condition, type KubeObject } from "../objects.ts";
import { controllerReference } from "./owners.ts";
import { ignoringRefusals } from "./refusals.ts";
import type { Running, Surroundings } from "./surroundings.ts";

const NAMESPACE = "kube-node-lease";
const LEASE_EVERY_MS = 10_000;
const CONDITIONS_EVERY = 30;

interface Node extends KubeObject {
  readonly status?: { readonly conditions?: readonly (Condition & { readonly lastHeartbeatTime?: string })[] };
}

interface Lease extends KubeObject {
  readonly spec: { readonly holderIdentity: string; readonly leaseDurationSeconds: number; readonly renewTime: string };
}

export function startHeartbeats(surroundings: Surroundings): Running {
  const { registry, clock } = surroundings;
  let timer: Timer | undefined;
  let beats = 0;
  const beat = (): void => {
    for (const node of registry.list<Node>("v1/nodes")) {
      ignoringRefusals(() => {
        renewLease(surroundings, node);
        if (beats > 0 && beats % CONDITIONS_EVERY === 0) renewConditions(surroundings, node);
      });
    }
    beats += 1;
    timer = clock.after(LEASE_EVERY_MS, beat);
  };
  beat();
  return {
    stop() {
      timer?.cancel();
    },
  };
}

function renewLease({ registry, clock }: Surroundings, node: Node): void {
  const { name } = node.metadata;
  if (registry.get({ resource: "v1/namespaces", name: NAMESPACE }) === undefined) return;
  const spec = { holderIdentity: name, leaseDurationSeconds: 40, renewTime: `${new Date(clock.now()).toISOString().slice(0, -1)}000Z` };
  const lease = registry.get<Lease>({ resource: "coordination.k8s.io/v1/leases", namespace: NAMESPACE, name });
  if (lease !== undefined) {
    registry.update<Lease>("coordination.k8s.io/v1/leases", { ...lease, spec }, { fieldManager: "kubelet" });
    return;
  }
  const { blockOwnerDeletion: _block, controller: _controller, ...owner } = controllerReference(node);
  const metadata = { name, namespace: NAMESPACE, ownerReferences: [owner] };
  registry.create<Lease>("coordination.k8s.io/v1/leases", { apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata, spec }, { fieldManager: "kubelet" });
}

function renewConditions({ registry, clock }: Surroundings, node: Node): void {
  const lastHeartbeatTime = apiTime(clock.now());
  const conditions = node.status?.conditions?.map((condition) => ({ ...condition, lastHeartbeatTime }));
  registry.update<Node>("v1/nodes", { ...node, status: { ...node.status, conditions } } as Node, { fieldManager: "kubelet", subresource: "status" });
}
