import type { Exec } from "../../container.ts";

/** How a command ended, as the Status that kubectl makes its exit code from. */
export function execStatus(done: Awaited<Exec["done"]>): unknown {
  if (done.status === "exit" && done.code === 0) return { metadata: {}, status: "Success" };
  if (done.status === "exit") {
    return {
      metadata: {},
      status: "Failure",
      message: `command terminated with non-zero exit code: error executing command: exit code ${done.code}`,
      reason: "NonZeroExitCode",
      details: { causes: [{ reason: "ExitCode", message: String(done.code) }] },
    };
  }
  // The runtime's server tells it as an internal error of its own, and the kubelet, that translates the streams, once more.
  const message = `Internal error occurred: error executing command in container: ${done.message}`;
  return {
    metadata: {},
    status: "Failure",
    message: `Internal error occurred: ${message}`,
    reason: "InternalError",
    details: { causes: [{ message }] },
    code: 500,
  };
}
