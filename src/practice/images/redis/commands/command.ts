import { type Database, RedisError } from "../database.ts";
import type { Reply } from "../reply.ts";

/** One client's connection, as its commands see it. */
export interface Session {
  readonly id: number;
  readonly address: string;
  database: Database;
  index: number;
  version: 2 | 3;
  name: string;
  /** Commands kept since MULTI. */
  queue: (readonly string[])[] | undefined;
  /** Closed after the reply. */
  leaving: boolean;
  readonly server: ServerState;
}

export interface ServerState {
  readonly databases: readonly Database[];
  readonly now: () => number;
  readonly startedAt: number;
  readonly clients: () => number;
  processed: number;
  readonly config: Map<string, string>;
}

interface RedisCommand {
  /** As COMMAND INFO has it: how many words with the name; negative: at least that many. */
  readonly arity: number;
  /** `args` without the command's name. May throw RedisError. */
  readonly run: (args: readonly string[], session: Session) => Reply;
}

export type CommandTable = Readonly<Record<string, RedisCommand>>;

/** Throws RedisError. */
export function wholeNumber(text: string | undefined): number {
  if (text === undefined || !/^-?\d{1,19}$/.test(text)) throw new RedisError("ERR value is not an integer or out of range");
  return Number(text);
}

export function syntaxError(): RedisError {
  return new RedisError("ERR syntax error");
}
