import { runHook } from "./hooks.ts";

type Hooked = Parameters<typeof runHook>[0];

/** From the process's start to the end of the postStart hook, told in events. */
export async function comeUp(
  { tell, ...hooked }: Hooked & { readonly tell: (type: "Normal" | "Warning", reason: string, message: string) => void },
  signal: AbortSignal,
): Promise<"up" | "not started" | "hook failed"> {
  const early = await Promise.race([hooked.container.exited, new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)))]);
  if (early?.startError !== undefined) {
    tell("Warning", "Failed", `Error: ${early.startError}`);
    return "not started";
  }
  tell("Normal", "Started", "Container started");
  if ((await runHook(hooked, "postStart", signal)) === undefined) return "up";
  tell("Warning", "FailedPostStartHook", "PostStartHook failed");
  tell("Normal", "Killing", "FailedPostStartHook");
  return "hook failed";
}
