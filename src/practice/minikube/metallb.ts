/** The metallb addon of a running cluster. */
import type { MinikubeContext } from "./context.ts";

/** Empty addresses leave the pool without any, as minikube does before `configure`. Throws when the cluster refuses. */
export async function applyMetallb(context: MinikubeContext, range: { readonly start: string; readonly end: string }): Promise<void> {
  await post(context, "/svclab/metallb/install", range);
}

export async function removeMetallb(context: MinikubeContext): Promise<void> {
  await post(context, "/svclab/metallb/remove", {});
}

async function post(context: MinikubeContext, path: string, body: unknown): Promise<void> {
  const reply = await context.call({ method: "POST", path, body });
  if (reply.status !== "answered" || reply.code !== 200) throw new Error(`${path}: ${JSON.stringify(reply)}`);
}
