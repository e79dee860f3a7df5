import type { Clock } from "../../clock.ts";
import type { NodeRuntime } from "../../node-runtime.ts";
import type { TokenDoor } from "../access/tokens.ts";
import type { Admission } from "../admission-port.ts";
import type { Answer } from "../http/accept.ts";
import type { Exchange } from "../http/exchange.ts";
import type { Watches } from "../http/watches.ts";
import type { ApiRegistry } from "../registry/api-registry.ts";
import type { Target } from "../router.ts";

/** What the server's verbs work with. */
export interface Services {
  readonly registry: ApiRegistry;
  readonly runtime: NodeRuntime;
  readonly admission: Admission;
  readonly clock: Clock;
  readonly watches: Watches;
  readonly tokens: TokenDoor;
}

/** One request about objects. */
export interface Call {
  readonly services: Services;
  readonly exchange: Exchange;
  readonly target: Target;
  readonly answer: Answer;
  /** Adds a Warning header. */
  readonly warn: (text: string) => void;
}

/** A call about one object. */
export interface NamedCall extends Call {
  readonly target: Target & { readonly name: string };
}
