/** What the API server is made of; see createRegistry and startApiServer. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server as NetServer } from "node:net";
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
interface ServerTls {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
}

/** How long a client may take to send a request; after that the connection is closed. Milliseconds. */
export interface Patience {
  readonly headersMs: number;
  /** For the whole request, body included. What is answered at length (a watch, a log) is no part of it. */
  readonly requestMs: number;
  /** How often slow ones are looked for. */
  readonly lookMs: number;
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
  /** A listening socket whose connections are served, in place of `host` and `port`: whoever bound it first holds the cluster. close() closes it too. */
  readonly listener?: NetServer;
  readonly patience?: Patience;
  /** Asked first for paths under /svclab/, with who asks (undefined: a client that proved nothing). True: it answers. */
  readonly extra?: (
    request: IncomingMessage,
    response: ServerResponse,
    user: { readonly name: string; readonly groups: readonly string[] } | undefined,
  ) => boolean;
}

export interface ApiServer {
  readonly port: number;
  /** Ends every watch and connection; settles when the port is free. */
  close(): Promise<void>;
}
