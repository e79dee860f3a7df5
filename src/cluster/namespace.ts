/** The lab's namespace, where it is not the one that every cluster has. */
import { ClusterError } from "../trouble.ts";
import type { Driver } from "./driver.ts";

/** Throws ClusterError namespace-not-made. */
export async function ensureNamespace({ name, namespace, run }: Pick<Driver, "name" | "namespace" | "run">, signal: AbortSignal): Promise<void> {
  if (namespace === "default") return;
  const options = { timeoutMs: 30_000, signal };
  const found = await run(["kubectl", "get", "namespace", namespace, "-o", "name", "--ignore-not-found"], options);
  // Who may use a namespace need not be allowed to look at it.
  if (found.exitCode === 0 && found.stdout.trim() !== "") return;
  const made = await run(["kubectl", "create", "namespace", namespace], options);
  if (made.exitCode === 0) return;
  const usable = await run(["kubectl", "get", "pods", "-n", namespace, "-o", "name"], options);
  if (found.exitCode !== 0 && usable.exitCode === 0) return;
  const said = made.stderr.trim();
  throw new ClusterError({
    code: "namespace-not-made",
    text: {
      ko: `${name}: 네임스페이스를 만들 수 없습니다: ${namespace}\n${said}\n바뀐 것은 없습니다. 쓸 수 있는 네임스페이스가 있으면: --namespace 이름`,
      en: `The namespace ${namespace} could not be made on ${name}.\n${said}\nNothing was changed. If there is a namespace you may use: --namespace NAME`,
    },
  });
}
