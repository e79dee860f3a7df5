/** What `minikube status -o json` means, in all its shapes. */
import type { RunResult } from "../driver.ts";

export type MinikubeStatus =
  | { readonly status: "running" }
  | { readonly status: "paused" }
  | { readonly status: "stopped" }
  /** No such profile, or its machine was removed behind minikube's back. */
  | { readonly status: "absent" }
  /** There is no minikube on the PATH. */
  | { readonly status: "no-minikube" }
  | { readonly status: "unknown"; readonly detail: string };

interface NodeStatus {
  readonly Host: string;
  readonly APIServer: string;
}

/** Exit codes 0 to 7 come with a status on stdout: one object, an array for several nodes, or null. All others come with events or text. */
export function parseStatus(result: RunResult): MinikubeStatus {
  if (result.exitCode === 127) return { status: "no-minikube" };
  if (result.exitCode === 85) return { status: "absent" };
  if (result.exitCode < 0 || result.exitCode > 7)
    return { status: "unknown", detail: result.stderr.trim() || result.stdout.trim() || `exit code ${result.exitCode}` };
  const node = firstNode(result.stdout);
  if (node === null) return { status: "absent" };
  if (node === undefined) return { status: "unknown", detail: result.stdout.trim().slice(0, 300) };
  if (node.APIServer === "Paused") return { status: "paused" };
  if (node.Host === "Running" && node.APIServer === "Running") return { status: "running" };
  if (node.Host === "Nonexistent") return { status: "absent" };
  return { status: "stopped" };
}

function firstNode(text: string): NodeStatus | null | undefined {
  try {
    const value = JSON.parse(text) as NodeStatus | readonly NodeStatus[] | null;
    return Array.isArray(value) ? ((value as readonly NodeStatus[])[0] ?? null) : (value as NodeStatus | null);
  } catch {
    return undefined;
  }
}
