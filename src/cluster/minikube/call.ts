/** How svclab itself calls minikube: never asked anything, never decorated, never translated. */
import type { RunResult } from "../../cluster/driver.ts";
import { run } from "../../process/run.ts";
import { type Environment, userEnvironment } from "../environment.ts";

export interface MinikubeCall {
  readonly profile: string;
  /** From minikubeEnvironment. */
  readonly env: Environment;
}

/** The learner's own environment, in which minikube waits for no answer (any command may ask, not only start) and speaks plainly. */
export function minikubeEnvironment(base: Environment, home: string): Environment {
  return { ...userEnvironment(base, home), ...PLAIN };
}

const PLAIN = { MINIKUBE_INTERACTIVE: "false", MINIKUBE_IN_STYLE: "false", LC_ALL: "en_US.UTF-8" } as const;

/** What is typed: `minikube -p PROFILE …`. */
export function minikubeArgv(profile: string, ...args: readonly string[]): readonly [string, ...string[]] {
  return ["minikube", "-p", profile, ...args];
}

export function askMinikube(
  call: MinikubeCall,
  args: readonly string[],
  limits: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<RunResult> {
  return run(minikubeArgv(call.profile, ...args), { env: call.env, ...limits });
}
