/** What every minikube command works with. */

import type { PracticePaths } from "../daemon/paths.ts";
import type { PrivateReply, PrivateRequest } from "../daemon/private-client.ts";
import type { Args } from "./args.ts";

export interface MinikubeContext {
  readonly args: Args;
  readonly paths: PracticePaths;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly language: "ko" | "en";
  readonly signal: AbortSignal;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Asks for a line; undefined at the end of the input. */
  readonly ask: (prompt: string) => Promise<string | undefined>;
  readonly call: (request: Omit<PrivateRequest, "timeoutMs" | "signal">) => Promise<PrivateReply>;
}

/** Exit codes as minikube has them (reason/exitcodes.go). */
export const EXIT = { usage: 14, unsupported: 60, hostStopped: 83, profileMissing: 85, addon: 10, serviceList: 119, serviceMissing: 115, failure: 80 } as const;

export const PROFILE = "minikube";
export const KUBERNETES = "v1.36.2";

export interface NodeInfo {
  readonly name: string;
  readonly address: string;
  readonly controlPlane: boolean;
  readonly ready: boolean;
}

/** What the API holds of a kind; undefined when it doesn't answer. */
export async function listObjects<T>(context: MinikubeContext, path: string): Promise<readonly T[] | undefined> {
  const reply = await context.call({ method: "GET", path });
  if (reply.status !== "answered" || reply.code !== 200) return undefined;
  return (reply.body as { items?: readonly T[] | null }).items ?? [];
}

/** Undefined: the cluster doesn't run. The control plane first. */
export async function nodes(context: MinikubeContext): Promise<readonly NodeInfo[] | undefined> {
  const found = await listObjects<RawNode>(context, "/api/v1/nodes");
  return found
    ?.map((node) => ({
      name: node.metadata.name,
      address: node.status?.addresses?.find(({ type }) => type === "InternalIP")?.address ?? "",
      controlPlane: node.metadata.labels?.["node-role.kubernetes.io/control-plane"] !== undefined || node.metadata.name === PROFILE,
      ready: node.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false,
    }))
    .sort((a, b) => Number(b.controlPlane) - Number(a.controlPlane));
}

interface RawNode {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly status?: {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** minikube prints such texts on stdout. */
export function sayStopped(context: MinikubeContext): number {
  context.out(`🤷  The control-plane node ${PROFILE} host is not running: state=Stopped\n👉  To start a cluster, run: "minikube start"\n`);
  return EXIT.hostStopped;
}

export function exitingDueTo(context: MinikubeContext, reason: string, text: string, code: number): number {
  context.err(`\n❌  Exiting due to ${reason}: ${text}\n\n`);
  return code;
}
