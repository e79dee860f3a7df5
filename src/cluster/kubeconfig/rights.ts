/** What the labs do in their namespace, asked of the cluster before anything is done. */
import { ClusterError } from "../../trouble.ts";
import type { Driver } from "../driver.ts";

const RIGHTS = [
  ...["create", "patch", "delete", "list", "watch"].flatMap((verb) => [`${verb} deployments.apps`, `${verb} services`]),
  "list pods",
  "create pods/exec",
  "get pods/log",
  "list endpointslices.discovery.k8s.io",
  "list events",
];
const ASK_MS = 20_000;

/** Throws ClusterError rights-missing with all that is missing. A cluster that won't say is not held to have said no. */
export async function ensureRights({ name, namespace, run }: Pick<Driver, "name" | "namespace" | "run">, signal: AbortSignal): Promise<void> {
  const answers = await Promise.all(
    RIGHTS.map(async (right) => {
      const { stdout } = await run(["kubectl", "auth", "can-i", ...right.split(" "), "-n", namespace], { timeoutMs: ASK_MS, signal });
      return { right, isMissing: stdout.trim().split(/\s/)[0] === "no" };
    }),
  );
  const missing = answers.filter(({ isMissing }) => isMissing).map(({ right }) => right);
  if (missing.length === 0) return;
  throw new ClusterError({
    code: "rights-missing",
    text: {
      ko: `${name}: 네임스페이스 ${namespace}에서 실습에 필요한 권한이 없습니다: ${missing.join(", ")}\n바뀐 것은 없습니다. 관리자에게 이 네임스페이스의 edit 역할을 부탁하거나, 다른 클러스터로: svclab --cluster practice`,
      en: `On ${name} you lack rights that the labs need in namespace ${namespace}: ${missing.join(", ")}\nNothing was changed. Ask for the role edit in that namespace, or take another cluster: svclab --cluster practice`,
    },
  });
}
