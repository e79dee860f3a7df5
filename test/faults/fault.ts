/** What can be wrong with an environment, each injected for real. */
import type { Stand } from "./stand.ts";

export interface Fault {
  readonly name: string;
  /** The labs that are marked meanwhile; all are done right. */
  readonly labs: readonly string[];
  /** What svclab must say of it: the code of a trouble, or of the error that it ends with; one of several with | between. undefined: it does no harm. */
  readonly says: string | undefined;
  /** How long it may be waited; default 1s. */
  readonly timeout?: string;
  /** It changes the cluster that the other faults look at too, so that none may be shown beside it. */
  readonly alone?: true;
  /** Puts it in place; undefined: this computer can't show it. */
  begin(stand: Stand): Promise<Scene | undefined>;
}

export interface Scene {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** In place of `--context faulty --namespace default`. */
  readonly argv?: readonly string[];
  /** Goes in front of the command line: a shell that limits something. */
  readonly under?: readonly string[];
  end?(): Promise<void>;
}
