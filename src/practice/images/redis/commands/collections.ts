import type { Database } from "../database.ts";
import { bulk, bulks, integer, type Reply } from "../reply.ts";
import { type CommandTable, wholeNumber } from "./command.ts";

export const collectionCommands: CommandTable = {
  lpush: { arity: -3, run: ([key = "", ...items], { database }) => push(database, key, items, "left") },
  rpush: { arity: -3, run: ([key = "", ...items], { database }) => push(database, key, items, "right") },
  lpop: { arity: -2, run: ([key = ""], { database }) => pop(database, key, "left") },
  rpop: { arity: -2, run: ([key = ""], { database }) => pop(database, key, "right") },
  llen: { arity: 2, run: ([key = ""], { database }) => integer(database.getAs(key, "list")?.items.length ?? 0) },
  lrange: {
    arity: 4,
    run: ([key = "", start, stop], { database }) => {
      const items = database.getAs(key, "list")?.items ?? [];
      const [from, to] = [wholeNumber(start), wholeNumber(stop)].map((at) => (at < 0 ? Math.max(items.length + at, 0) : at)) as [number, number];
      return bulks(wholeNumber(stop) < -items.length ? [] : items.slice(from, to + 1));
    },
  },
  sadd: {
    arity: -3,
    run: ([key = "", ...members], { database }) => {
      const set = database.getAs(key, "set")?.members ?? new Set<string>();
      const before = set.size;
      for (const member of members) set.add(member);
      database.set(key, { kind: "set", members: set }, { keepTtl: true });
      return integer(set.size - before);
    },
  },
  srem: {
    arity: -3,
    run: ([key = "", ...members], { database }) => {
      const set = database.getAs(key, "set")?.members;
      const removed = members.filter((member) => set?.delete(member) === true).length;
      if (set?.size === 0) database.delete(key);
      return integer(removed);
    },
  },
  smembers: { arity: 2, run: ([key = ""], { database }) => bulks([...(database.getAs(key, "set")?.members ?? [])]) },
  scard: { arity: 2, run: ([key = ""], { database }) => integer(database.getAs(key, "set")?.members.size ?? 0) },
  sismember: { arity: 3, run: ([key = "", member = ""], { database }) => integer(Number(database.getAs(key, "set")?.members.has(member) ?? false)) },
  hset: {
    arity: -4,
    run: ([key = "", ...words], { database }) => {
      const fields = database.getAs(key, "hash")?.fields ?? new Map<string, string>();
      const before = fields.size;
      for (let at = 0; at + 1 < words.length; at += 2) fields.set(words[at]!, words[at + 1]!);
      database.set(key, { kind: "hash", fields }, { keepTtl: true });
      return integer(fields.size - before);
    },
  },
  hget: { arity: 3, run: ([key = "", field = ""], { database }) => bulk(database.getAs(key, "hash")?.fields.get(field)) },
  hdel: {
    arity: -3,
    run: ([key = "", ...names], { database }) => {
      const fields = database.getAs(key, "hash")?.fields;
      const removed = names.filter((name) => fields?.delete(name) === true).length;
      if (fields?.size === 0) database.delete(key);
      return integer(removed);
    },
  },
  hgetall: {
    arity: 2,
    run: ([key = ""], { database }) => ({
      kind: "map",
      pairs: [...(database.getAs(key, "hash")?.fields ?? [])].map(([name, text]) => [bulk(name), bulk(text)] as const),
    }),
  },
  hkeys: { arity: 2, run: ([key = ""], { database }) => bulks([...(database.getAs(key, "hash")?.fields.keys() ?? [])]) },
  hlen: { arity: 2, run: ([key = ""], { database }) => integer(database.getAs(key, "hash")?.fields.size ?? 0) },
};

function push(database: Database, key: string, items: readonly string[], end: "left" | "right"): Reply {
  const list = database.getAs(key, "list")?.items ?? [];
  for (const item of items) end === "left" ? list.unshift(item) : list.push(item);
  database.set(key, { kind: "list", items: list }, { keepTtl: true });
  return integer(list.length);
}

function pop(database: Database, key: string, end: "left" | "right"): Reply {
  const list = database.getAs(key, "list")?.items;
  const item = end === "left" ? list?.shift() : list?.pop();
  if (list?.length === 0) database.delete(key);
  return bulk(item);
}
