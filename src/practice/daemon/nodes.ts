/** Which nodes the cluster has, over restarts. */

import { readProfile, writeProfile } from "../minikube/profile-file.ts";
import type { NetworkNode } from "../network/network.ts";
import type { KubeObject } from "../objects.ts";
import type { Registry } from "../registry.ts";
import { PrivateRefusal } from "./private-paths.ts";

export interface Nodes {
  /** The control plane first. */
  all(): readonly NetworkNode[];
  /** Throws for a name that is taken, and where the computer has no further loopback address. */
  add(name: string): NetworkNode;
  /** Throws for a name that isn't there. */
  remove(name: string): void;
  areReady(registry: Registry): boolean;
}

const CONTROL_PLANE = "minikube";

/** `host`: the address of the control plane; further nodes have those after it. */
export function createNodes(dataDir: string, host: string): Nodes {
  const workers = (): readonly NetworkNode[] => readProfile(dataDir).workers;
  const all = (): readonly NetworkNode[] => [{ name: CONTROL_PLANE, address: host }, ...workers()];
  return {
    all,
    add(name) {
      if (!/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(name)) throw new PrivateRefusal(`${JSON.stringify(name)} is no name for a node`);
      if (all().some((node) => node.name === name)) throw new PrivateRefusal(`there is a node ${name} already`);
      if (host === "127.0.0.1") throw new PrivateRefusal("this computer has only one loopback address, so the cluster can have only one node");
      const taken = all().map((node) => node.address);
      const address = Array.from({ length: 200 }, (_, index) => host.replace(/\d+$/, String(index + 3))).find((each) => !taken.includes(each))!;
      const node = { name, address };
      writeProfile(dataDir, { ...readProfile(dataDir), workers: [...workers(), node] });
      return node;
    },
    remove(name) {
      const rest = workers().filter((node) => node.name !== name);
      if (rest.length === workers().length) throw new PrivateRefusal(`Could not find node ${name}`);
      writeProfile(dataDir, { ...readProfile(dataDir), workers: rest });
    },
    areReady(registry) {
      const found = registry.list<NodeObject>("v1/nodes");
      return found.length > 0 && found.every((node) => node.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True"));
    },
  };
}

interface NodeObject extends KubeObject {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}
