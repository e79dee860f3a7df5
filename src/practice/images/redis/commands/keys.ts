import { type Database, RedisError } from "../database.ts";
import { bulk, bulks, integer, OK, type Reply } from "../reply.ts";
import { type CommandTable, type Session, syntaxError, wholeNumber } from "./command.ts";
import { globOf } from "./glob.ts";

export const keyCommands: CommandTable = {
  del: { arity: -2, run: (keys, { database }) => integer(keys.filter((key) => database.delete(key)).length) },
  unlink: { arity: -2, run: (keys, { database }) => integer(keys.filter((key) => database.delete(key)).length) },
  touch: { arity: -2, run: (keys, { database }) => integer(keys.filter((key) => database.get(key) !== undefined).length) },
  exists: { arity: -2, run: (keys, { database }) => integer(keys.filter((key) => database.get(key) !== undefined).length) },
  keys: { arity: 2, run: ([pattern = "*"], { database }) => bulks(database.keys().filter((key) => globOf(pattern).test(key))) },
  scan: { arity: -2, run: scan },
  dbsize: { arity: 1, run: (_args, { database }) => integer(database.keys().length) },
  randomkey: { arity: 1, run: (_args, { database }) => bulk(database.keys()[0]) },
  type: { arity: 2, run: ([key = ""], { database }) => ({ kind: "status", text: database.get(key)?.kind ?? "none" }) },
  rename: {
    arity: 3,
    run: ([from = "", to = ""], { database }) => {
      if (database.get(from) === undefined) throw new RedisError("ERR no such key");
      move(database, from, to);
      return OK;
    },
  },
  renamenx: {
    arity: 3,
    run: ([from = "", to = ""], { database }) => {
      if (database.get(from) === undefined) throw new RedisError("ERR no such key");
      if (database.get(to) !== undefined) return integer(0);
      move(database, from, to);
      return integer(1);
    },
  },
  expire: { arity: -3, run: ([key = "", seconds], session) => expire(session, key, wholeNumber(seconds) * 1000) },
  pexpire: { arity: -3, run: ([key = "", milliseconds], session) => expire(session, key, wholeNumber(milliseconds)) },
  persist: { arity: 2, run: ([key = ""], { database }) => integer(Number(database.expires(key) !== undefined && database.expire(key, undefined))) },
  ttl: { arity: 2, run: ([key = ""], session) => timeToLive(session, key, 1000) },
  pttl: { arity: 2, run: ([key = ""], session) => timeToLive(session, key, 1) },
  flushdb: {
    arity: -1,
    run: (_args, { database }) => {
      database.clear();
      return OK;
    },
  },
  flushall: {
    arity: -1,
    run: (_args, { server }) => {
      for (const database of server.databases) database.clear();
      return OK;
    },
  },
};

function move(database: Database, from: string, to: string): void {
  const value = database.get(from)!;
  const expires = database.expires(from);
  database.delete(from);
  database.set(to, value, expires === undefined ? {} : { expires });
}

/** All keys in one turn: a cursor of 0 says that it is over. */
function scan(args: readonly string[], { database }: Session): Reply {
  if (!/^\d+$/.test(args[0] ?? "")) throw new RedisError("ERR invalid cursor");
  let pattern = "*";
  for (let at = 1; at < args.length; at += 2) {
    const option = args[at]!.toLowerCase();
    if (option === "match") pattern = args[at + 1] ?? "*";
    else if (option !== "count" && option !== "type") throw syntaxError();
  }
  const found = database.keys().filter((key) => globOf(pattern).test(key));
  return { kind: "array", items: [bulk("0"), bulks(found)] };
}

function expire({ database, server }: Session, key: string, milliseconds: number): Reply {
  if (database.get(key) === undefined) return integer(0);
  if (milliseconds <= 0) return integer(Number(database.delete(key)));
  return integer(Number(database.expire(key, server.now() + milliseconds)));
}

function timeToLive({ database, server }: Session, key: string, unit: number): Reply {
  if (database.get(key) === undefined) return integer(-2);
  const expires = database.expires(key);
  return expires === undefined ? integer(-1) : integer(Math.round((expires - server.now()) / unit));
}
