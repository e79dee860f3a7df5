/** The cluster itself: its nodes, its DNS, its rules, its registry. What a practice cluster can't suffer is written into its answers on their way. */
import { createServer } from "node:http";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Fault, Scene } from "./fault.ts";
import type { Stand } from "./stand.ts";
import { either, type Item, items, type Rule, status, through } from "./through.ts";

const notReady = (pod: Item): Item => {
  pod.status.conditions = pod.status.conditions.map((held: Item) => (held.type === "Ready" ? { ...held, status: "False" } : held));
  return pod;
};
const noEndpoints = items("endpointslices", (slice) => {
  for (const endpoint of slice.endpoints ?? []) endpoint.conditions = { ready: false };
  return slice;
});
const unreadyDeployment = items("deployments", (deployment) => {
  delete deployment.status.readyReplicas;
  return deployment;
});

function pulling(message: string): Fault["begin"] {
  const waiting = (pod: Item): Item => {
    for (const container of pod.status.containerStatuses ?? [])
      Object.assign(container, { ready: false, state: { waiting: { reason: "ErrImagePull", message } } });
    return notReady(pod);
  };
  return through(either(items("pods", waiting), noEndpoints, unreadyDeployment));
}

function refusing(message: string): Fault["begin"] {
  const failed = items("deployments", (deployment) => {
    deployment.status = { observedGeneration: deployment.metadata.generation, conditions: [{ type: "ReplicaFailure", status: "True", message }] };
    return deployment;
  });
  return through(
    either(
      items("pods", () => undefined),
      noEndpoints,
      failed,
    ),
  );
}

function pending(message: string): Fault["begin"] {
  const waiting = (pod: Item): Item => {
    delete pod.spec.nodeName;
    pod.status = { phase: "Pending", conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }] };
    return pod;
  };
  return through(either(items("pods", waiting), noEndpoints, unreadyDeployment));
}

function nodes(change: (node: Item) => void, ...others: readonly Rule[]): Fault["begin"] {
  const changed = items("nodes", (node) => {
    change(node);
    return node;
  });
  return through(either(changed, ...others));
}

/** The first looks find a pod that isn't ready, so that the check waits; what it waits with is hindered. */
function waitingWith(watch: Rule): Fault["begin"] {
  let looks = 0;
  const later = items("pods", notReady);
  return through(either(watch, (asked) => (/\/pods(\?|$)/.test(asked.url) && !asked.url.includes("limit=") && ++looks <= 1 ? later(asked) : undefined)));
}

const criDockerd = 'error sending request: Post "//127.0.0.1:35417/cri/exec/WwJa7gGv": http: server gave HTTP response to HTTPS client';
const gone = '{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version"}}\n';

export const clusterFaults: readonly Fault[] = [
  {
    name: "the watch is cut",
    labs: ["echo"],
    says: undefined,
    timeout: "30s",
    begin: waitingWith(({ url }) => (url.includes("watch=") ? { do: "reset" } : undefined)),
  },
  {
    name: "the watch says 410 Gone",
    labs: ["echo"],
    says: undefined,
    timeout: "30s",
    begin: waitingWith(({ url }) => (url.includes("watch=") ? { do: "answer", code: 200, body: gone } : undefined)),
  },
  {
    name: "exec is refused by the node",
    labs: ["counter"],
    says: "exec-refused",
    begin: through(({ url }) => (url.includes("/exec?") ? status(500, "InternalError", criDockerd) : undefined)),
  },
  {
    name: "nodes and port-forward forbidden",
    labs: ["nodeport"],
    says: "forbidden",
    begin: through(({ url }) => (/\/nodes|portforward/.test(url) ? status(403, "Forbidden", "no") : undefined)),
  },
  {
    name: "the node's address leads nowhere",
    labs: ["nodeport"],
    // Where a computer has a router that refuses in the node's place, it is told by that.
    says: "no-route|refused",
    begin: nodes((node) => {
      node.status.addresses = [{ type: "InternalIP", address: "192.0.2.1" }];
    }),
  },
  {
    name: "the node's address is somebody else's",
    labs: ["nodeport"],
    says: "refused",
    begin: nodes((node) => {
      node.status.addresses = [{ type: "InternalIP", address: "127.254.254.254" }];
    }),
  },
  {
    name: "the node has a name that is unknown here",
    labs: ["nodeport"],
    says: "no-route",
    begin: nodes((node) => {
      node.status.addresses = [{ type: "InternalIP", address: "node.invalid" }];
    }),
  },
  {
    name: "the node is not ready",
    labs: ["echo"],
    says: "node-not-ready",
    begin: nodes(
      (node) => {
        node.status.conditions = [{ type: "Ready", status: "Unknown", reason: "NodeStatusUnknown", message: "Kubelet stopped posting node status." }];
      },
      items("pods", notReady),
      noEndpoints,
      unreadyDeployment,
    ),
  },
  {
    name: "the node's disk is full",
    labs: ["echo"],
    says: "node-not-ready",
    begin: pending("0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }."),
  },
  {
    name: "Docker Hub: too many pulls",
    labs: ["clusterip"],
    says: "pull-failed",
    begin: pulling("toomanyrequests: You have reached your unauthenticated pull rate limit."),
  },
  {
    name: "the registry answers 503",
    labs: ["echo"],
    says: "pull-failed",
    begin: pulling("unexpected status from HEAD request to https://ghcr.io/v2/subicura/echo/manifests/v1: 503 Service Unavailable"),
  },
  {
    name: "the node has no network",
    labs: ["echo"],
    says: "pull-failed",
    begin: pulling('Head "https://ghcr.io/v2/": dial tcp: lookup ghcr.io on 192.168.49.1:53: read udp: i/o timeout'),
  },
  {
    name: "a quota is used up",
    labs: ["echo"],
    says: "quota",
    begin: refusing('pods "echo-1" is forbidden: exceeded quota: student, requested: pods=1, used: pods=3, limited: pods=3'),
  },
  {
    name: "a LimitRange forbids",
    labs: ["echo"],
    says: "quota",
    begin: refusing('pods "echo-1" is forbidden: maximum memory usage per Container is 8Mi, but limit is 64Mi'),
  },
  {
    name: "a webhook denies",
    labs: ["echo"],
    says: "admission",
    begin: refusing('admission webhook "validate.policy.example.com" denied the request: image not signed'),
  },
  {
    name: "a webhook doesn't answer",
    labs: ["echo"],
    says: "admission",
    begin: refusing('Internal error occurred: failed calling webhook "validate.policy.example.com": context deadline exceeded'),
  },
  {
    name: "the namespace is being deleted",
    labs: ["echo"],
    says: "namespace-gone",
    begin: through(
      either(
        items("namespaces", (namespace) => (namespace.metadata.name === "default" ? { ...namespace, status: { phase: "Terminating" } } : namespace)),
        items("deployments", () => undefined),
        items("services", () => undefined),
      ),
    ),
  },
  {
    name: "the namespace is gone",
    labs: ["echo"],
    says: "namespace-gone",
    begin: through(
      either(
        items("namespaces", (namespace) => (namespace.metadata.name === "default" ? undefined : namespace)),
        items("deployments", () => undefined),
        items("services", () => undefined),
      ),
    ),
  },
  {
    name: "nothing hands out addresses",
    labs: ["loadbalancer"],
    says: "no-balancer",
    begin: through(
      items("services", (service) => {
        if (service.spec.type === "LoadBalancer") service.status = { loadBalancer: {} };
        return service;
      }),
    ),
  },
  { name: "CoreDNS is scaled to 0", labs: ["endpoints", "counter"], says: "dns-down", alone: true, begin: withoutDns },
  { name: "a program has the node port", labs: ["echo"], says: "port-taken", alone: true, begin: portInUse },
];

async function withoutDns(stand: Stand): Promise<Scene> {
  const pods = ["-n", "kube-system", "pods", "-l", "k8s-app=kube-dns"];
  await stand.kubectl("-n", "kube-system", "scale", "deployment/coredns", "--replicas=0");
  await stand.kubectl("wait", "--for=delete", ...pods, "--timeout=60s");
  // The counter looks redis up when it starts.
  await stand.kubectl("delete", "pods", "-l", "app=counter,tier=app", "--grace-period=1");
  await stand.kubectl("wait", "--for=condition=Available", "deployment/counter", "--timeout=60s");
  const scene = await through(() => undefined)(stand);
  return {
    ...scene,
    async end() {
      await scene.end?.();
      await stand.kubectl("-n", "kube-system", "scale", "deployment/coredns", "--replicas=1");
      await stand.kubectl("-n", "kube-system", "wait", "--for=condition=Available", "deployment/coredns", "--timeout=60s");
    },
  };
}

async function portInUse(stand: Stand): Promise<Scene | undefined> {
  const { stdout } = await stand.kubectl("get", "service", "echo", "-o", "json");
  const service = JSON.parse(stdout) as { spec: { clusterIP?: string; clusterIPs?: string[] } };
  await stand.kubectl("delete", "service", "echo");
  const stranger = createServer((_request, response) => response.end("hello\n"));
  // The practice cluster closes its own listener first.
  for (let tries = 0; tries < 50 && !stranger.listening; tries += 1) {
    await new Promise<void>((resolve) => {
      stranger.once("error", () => setTimeout(resolve, 100));
      stranger.listen(32000, stand.nodeAddress, () => resolve());
    });
  }
  await stand.apply(JSON.stringify({ ...service, spec: { ...service.spec, clusterIP: undefined, clusterIPs: undefined } }));
  const scene = await through(() => undefined)(stand);
  return {
    ...scene,
    async end() {
      await scene.end?.();
      await new Promise<void>((resolve) => stranger.close(() => resolve()));
      await served(stand.nodeAddress, 32000);
    },
  };
}

/** The practice cluster tries again after a while. */
async function served(host: string, port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect({ host, port }, () => resolve(true)).on("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (isOpen) return;
    await delay(100);
  }
}
