import type { NetworkNode } from "../../network/network.ts";
import type { KubeObject } from "../../objects.ts";
import type { Surroundings } from "../surroundings.ts";
import { ensureCoreDns } from "./coredns.ts";
import { ensure } from "./ensure.ts";
import { registerNode } from "./nodes.ts";

const NAMESPACES = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** What every cluster has from its first moment; on a later start only what went missing and what depends on addresses. */
export function bootstrap(surroundings: Surroundings, nodes: readonly NetworkNode[]): void {
  const { registry } = surroundings;
  for (const name of NAMESPACES) {
    ensure<KubeObject>(registry, "v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } }, "kube-apiserver");
  }
  nodes.forEach((node, index) => {
    registerNode(surroundings, node, index);
  });
  ensureCoreDns(registry);
}
