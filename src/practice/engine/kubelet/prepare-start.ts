import type { Clock } from "../../clock.ts";
import type { ContainerSpec } from "../../objects.ts";
import type { Environment } from "./environment.ts";
import type { ImagePuller, Pulled, PullReport } from "./image-puller.ts";

/** What a container is configured from may be created at any moment. */
const FIRST_CONFIG_RETRY_MS = 500;
const LONGEST_CONFIG_RETRY_MS = 10_000;

export interface Preparation {
  readonly clock: Clock;
  readonly puller: ImagePuller;
  readonly environment: (container: ContainerSpec) => Environment;
  readonly report: PullReport;
}

export interface Prepared {
  readonly pulled: Pulled;
  readonly variables: Readonly<Record<string, string>>;
}

/** Brings the image and all that the container's variables are made of, however long that takes. Rejects only when the signal aborts. */
export async function prepareStart(spec: ContainerSpec, { clock, puller, environment, report }: Preparation, signal: AbortSignal): Promise<Prepared> {
  let pulled = await puller.ensure(spec, report, signal);
  let env = environment(spec);
  for (let retry = FIRST_CONFIG_RETRY_MS; env.status === "missing"; retry = Math.min(retry * 2, LONGEST_CONFIG_RETRY_MS)) {
    report.event("Warning", "Failed", `Error: ${env.message}`);
    report.waiting("CreateContainerConfigError", env.message);
    await clock.sleep(retry, signal);
    pulled = await puller.ensure(spec, report, signal);
    env = environment(spec);
  }
  return { pulled, variables: env.variables };
}
