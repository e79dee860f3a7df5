/**
 * `minikube addons configure`: always asks, and reads each answer with a new buffer, so that a second answer which comes
 * together with the first is lost (FACTS 5.6). Each is given when its question has been put.
 */
import { converse, type ProcessOptions } from "../../process/run.ts";
import type { RunResult } from "../driver.ts";

export function isConfigure(argv: readonly string[]): boolean {
  return argv[0] === "minikube" && argv[1] === "addons" && argv[2] === "configure";
}

export function runConfigure(argv: readonly string[], { input, ...options }: ProcessOptions): Promise<RunResult> {
  return converse(argv, (input ?? "").split("\n").slice(0, -1), options);
}
