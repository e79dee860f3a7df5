import type { ApiServer, ApiServerOptions } from "./options.ts";

/** Listens when it settles. Rejects with the socket's error (EADDRINUSE, EADDRNOTAVAIL). */
export function startApiServer(_options: ApiServerOptions): Promise<ApiServer> {
  return Promise.reject(new Error("not yet"));
}
