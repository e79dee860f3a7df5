/** What the API server is made of; see createRegistry and startApiServer. */
import type { Clock } from "../clock.ts";
import type { NodeRuntime } from "../node-runtime.ts";
import type { Store } from "../store/store.ts";
import type { Admission } from "./admission-port.ts";
import type { ApiRegistry } from "./registry/api-registry.ts";

export interface RegistryOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly admission: Admission;
}

/** PEM texts. `ca` signs the client certificates that are let in; their common name is the user, their organizations the groups. */
export interface ServerTls {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
}

export interface ApiServerOptions {
  readonly registry: ApiRegistry;
  readonly runtime: NodeRuntime;
  readonly admission: Admission;
  readonly clock: Clock;
  readonly tls: ServerTls;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Token to user name, for clients without a certificate. */
  readonly tokens?: ReadonlyMap<string, string>;
}

export interface ApiServer {
  readonly port: number;
  /** Ends every watch and connection; settles when the port is free. */
  close(): Promise<void>;
}
