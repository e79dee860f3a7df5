/** A practice cluster of its own, and the real kubectl on it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { down, up } from "../../../src/practice/daemon/control.ts";
import { testKubectl } from "../../support/kubectl.ts";

interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface KubectlOnCluster {
  /** `input` goes to its standard input. */
  run(args: readonly string[], input?: string): Said;
  /** What went to stdout; throws with stderr when the exit code isn't 0. */
  get(...args: readonly string[]): string;
  /** `apply -f -` of a manifest; JSON is YAML. */
  apply(manifest: object): Said;
  /** A file that leads to the cluster, and names nobody. */
  readonly kubeconfigWithoutUsers: string;
  close(): Promise<void>;
}

export async function kubectlOnCluster(): Promise<KubectlOnCluster> {
  const home = mkdtempSync(join(tmpdir(), "svclab-kubectl-"));
  const kubectl = await testKubectl();
  const cluster = await up({ home, env: process.env });
  const env = { ...process.env, HOME: home, KUBECONFIG: cluster.kubeconfig, LC_ALL: "C.UTF-8", TZ: "UTC" };
  const run = (args: readonly string[], input = ""): Said => {
    const { status, stdout, stderr } = spawnSync(kubectl, args, { env, input, encoding: "utf8", cwd: home });
    return { code: status ?? -1, stdout, stderr };
  };
  const kubeconfigWithoutUsers = join(home, "strangers");
  const { clusters } = JSON.parse(run(["config", "view", "--raw", "-o", "json"]).stdout) as { readonly clusters: readonly { readonly name: string }[] };
  const contexts = [{ name: "strangers", context: { cluster: clusters[0]?.name, user: "nobody" } }];
  const users = [{ name: "nobody", user: {} }];
  writeFileSync(kubeconfigWithoutUsers, JSON.stringify({ apiVersion: "v1", kind: "Config", clusters, contexts, users, "current-context": "strangers" }));
  return {
    run,
    kubeconfigWithoutUsers,
    get(...args) {
      const { code, stdout, stderr } = run(args);
      if (code !== 0) throw new Error(`kubectl ${args.join(" ")}: ${stderr}`);
      return stdout;
    },
    apply: (manifest) => run(["apply", "-f", "-"], JSON.stringify(manifest)),
    async close() {
      await down({ home });
      rmSync(home, { recursive: true, force: true });
    },
  };
}
