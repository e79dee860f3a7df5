/** What `minikube profile list -o json` tells: the one call that knows a profile's driver. */
import { run } from "../../process/run.ts";
import type { RunResult } from "../driver.ts";
import type { Environment } from "../environment.ts";

interface Profile {
  readonly name: string;
  /** "docker", "kvm2", …; "" where it is not told. */
  readonly driver: string;
  readonly kubernetes: string;
  readonly nodes: number;
  readonly active: boolean;
}

export type Profiles =
  | { readonly status: "listed"; readonly profiles: readonly Profile[] }
  /** There is no minikube on the PATH. */
  | { readonly status: "no-minikube" }
  | { readonly status: "unreadable"; readonly detail: string };

/** The light form (-l) asks no machine and so also answers while Docker is down; a profile's state is `minikube status`' affair. */
export async function readProfiles(env: Environment, signal: AbortSignal): Promise<Profiles> {
  return parseProfiles(await run(["minikube", "profile", "list", "-l", "-o", "json"], { env, timeoutMs: 10_000, signal }));
}

/** The active profile first. */
function parseProfiles(result: RunResult): Profiles {
  if (result.exitCode === 127) return { status: "no-minikube" };
  const said = (result.stderr.trim() || result.stdout.trim()).slice(0, 300);
  if (result.exitCode !== 0) return { status: "unreadable", detail: said || `exit code ${result.exitCode}` };
  try {
    const { valid } = JSON.parse(result.stdout) as { valid?: readonly RawProfile[] | null };
    const profiles = (valid ?? []).map(profileOf).sort((a, b) => Number(b.active) - Number(a.active));
    return { status: "listed", profiles };
  } catch {
    return { status: "unreadable", detail: said };
  }
}

interface RawProfile {
  readonly Name: string;
  readonly Active?: boolean;
  readonly Config?: {
    readonly Driver?: string;
    readonly KubernetesConfig?: { readonly KubernetesVersion?: string };
    readonly Nodes?: readonly unknown[] | null;
  } | null;
}

function profileOf({ Name, Active, Config }: RawProfile): Profile {
  return {
    name: Name,
    driver: Config?.Driver ?? "",
    kubernetes: Config?.KubernetesConfig?.KubernetesVersion ?? "",
    nodes: Config?.Nodes?.length ?? 1,
    active: Active === true,
  };
}
