import type { Clock } from "../../clock.ts";
import type { ImageCatalog, PullResult } from "../../container.ts";
import type { ContainerSpec } from "../../objects.ts";

const FIRST_PULL_MS = 120;
const CHECK_MS = 20;
const FIRST_BACK_OFF_MS = 10_000;
const LONGEST_BACK_OFF_MS = 300_000;

export interface PullReport {
  /** The kubelet's event for it. */
  event(type: "Normal" | "Warning", reason: string, message: string): void;
  waiting(reason: string, message: string): void;
}

export type Pulled = Extract<PullResult, { readonly status: "pulled" }>;

/** The images of one node. */
export interface ImagePuller {
  /** Brings the container's image as its pull policy asks, however often it must try. Rejects only when the signal aborts. */
  ensure(container: ContainerSpec, report: PullReport, signal: AbortSignal): Promise<Pulled>;
}

export function createImagePuller({ images, clock }: { readonly images: ImageCatalog; readonly clock: Clock }): ImagePuller {
  const present = new Set<string>();

  const attempt = async ({ image, imagePullPolicy }: ContainerSpec, report: PullReport, signal: AbortSignal): Promise<PullResult> => {
    const result = images.pull(image);
    if (result.status === "failed" && result.reason === "InvalidImageName") {
      report.event("Warning", "InspectFailed", result.message);
      return result;
    }
    if (result.status === "pulled" && present.has(image) && imagePullPolicy !== "Always") {
      report.event("Normal", "Pulled", `Container image "${image}" already present on machine and can be accessed by the pod`);
      return result;
    }
    report.event("Normal", "Pulling", `Pulling image "${image}"`);
    const took = present.has(image) ? CHECK_MS : FIRST_PULL_MS;
    await clock.sleep(took, signal);
    if (result.status === "pulled") {
      present.add(image);
      report.event("Normal", "Pulled", `Successfully pulled image "${image}" in ${took}ms (${took}ms including waiting). Image size: ${result.bytes} bytes.`);
    } else report.event("Warning", "Failed", `Failed to pull image "${image}": ${result.message}`);
    return result;
  };

  return {
    async ensure(container, report, signal) {
      const { image, imagePullPolicy } = container;
      for (let backOff = FIRST_BACK_OFF_MS; ; backOff = Math.min(backOff * 2, LONGEST_BACK_OFF_MS)) {
        if (imagePullPolicy === "Never" && !present.has(image)) {
          const message = `Container image "${image}" is not present with pull policy of Never`;
          report.event("Warning", "ErrImageNeverPull", message);
          report.waiting("ErrImageNeverPull", message);
          report.event("Warning", "Failed", "Error: ErrImageNeverPull");
          await clock.sleep(LONGEST_BACK_OFF_MS, signal);
          continue;
        }
        const result = await attempt(container, report, signal);
        if (result.status === "pulled") return result;
        report.waiting(result.reason, result.message);
        report.event("Warning", "Failed", `Error: ${result.reason}`);
        await clock.sleep(Math.min(backOff, 1_000), signal);
        if (result.reason === "InvalidImageName") {
          await clock.sleep(backOff, signal);
          continue;
        }
        report.event("Normal", "BackOff", `Back-off pulling image "${image}"`);
        report.waiting("ImagePullBackOff", `Back-off pulling image "${image}": ErrImagePull: ${result.message}`);
        report.event("Warning", "Failed", "Error: ImagePullBackOff");
        await clock.sleep(backOff, signal);
      }
    },
  };
}
