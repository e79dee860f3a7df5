import { type Database, RedisError } from "../database.ts";
import { bulk, bulks, integer, nil, OK, type Reply } from "../reply.ts";
import { type CommandTable, type Session, syntaxError, wholeNumber } from "./command.ts";

export const stringCommands: CommandTable = {
  get: { arity: 2, run: ([key = ""], { database }) => bulk(database.getAs(key, "string")?.text) },
  set: { arity: -3, run: set },
  setnx: { arity: 3, run: ([key = "", text = ""], { database }) => integer(setIfAbsent(database, key, text)) },
  setex: {
    arity: 4,
    run: ([key = "", seconds, text = ""], { database, server }) => {
      database.set(key, { kind: "string", text }, { expires: server.now() + wholeNumber(seconds) * 1000 });
      return OK;
    },
  },
  getset: {
    arity: 3,
    run: ([key = "", text = ""], { database }) => {
      const before = database.getAs(key, "string")?.text;
      database.set(key, { kind: "string", text });
      return bulk(before);
    },
  },
  getdel: {
    arity: 2,
    run: ([key = ""], { database }) => {
      const before = database.getAs(key, "string")?.text;
      database.delete(key);
      return bulk(before);
    },
  },
  mget: {
    arity: -2,
    run: (keys, { database }) => bulks(keys.map((key) => (database.get(key)?.kind === "string" ? database.getAs(key, "string")?.text : undefined))),
  },
  mset: {
    arity: -3,
    run: (words, { database }) => {
      if (words.length % 2 === 1) throw new RedisError("ERR wrong number of arguments for 'mset' command");
      for (let at = 0; at < words.length; at += 2) database.set(words[at]!, { kind: "string", text: words[at + 1]! });
      return OK;
    },
  },
  incr: { arity: 2, run: ([key = ""], { database }) => add(database, key, 1) },
  decr: { arity: 2, run: ([key = ""], { database }) => add(database, key, -1) },
  incrby: { arity: 3, run: ([key = "", by], { database }) => add(database, key, wholeNumber(by)) },
  decrby: { arity: 3, run: ([key = "", by], { database }) => add(database, key, -wholeNumber(by)) },
  append: {
    arity: 3,
    run: ([key = "", text = ""], { database }) => {
      const whole = (database.getAs(key, "string")?.text ?? "") + text;
      database.set(key, { kind: "string", text: whole }, { keepTtl: true });
      return integer(whole.length);
    },
  },
  strlen: { arity: 2, run: ([key = ""], { database }) => integer(database.getAs(key, "string")?.text.length ?? 0) },
};

function set(args: readonly string[], { database, server }: Session): Reply {
  const [key = "", text = ""] = args;
  const options = args.slice(2).map((word) => word.toLowerCase());
  let expires: number | undefined;
  let [keepTtl, wantsOld] = [false, false];
  let condition: "nx" | "xx" | undefined;
  for (let at = 0; at < options.length; at += 1) {
    const option = options[at];
    if (option === "ex" || option === "px") {
      const time = wholeNumber(options[at + 1]);
      if (time <= 0) throw new RedisError("ERR invalid expire time in 'set' command");
      expires = server.now() + time * (option === "ex" ? 1000 : 1);
      at += 1;
    } else if (option === "nx" || option === "xx") condition = option;
    else if (option === "keepttl") keepTtl = true;
    else if (option === "get") wantsOld = true;
    else throw syntaxError();
  }
  const before = wantsOld ? database.getAs(key, "string") : database.get(key);
  const old = wantsOld && before?.kind === "string" ? bulk(before.text) : nil;
  if ((condition === "nx") === (before !== undefined) && condition !== undefined) return old;
  database.set(key, { kind: "string", text }, expires === undefined ? { keepTtl } : { expires });
  return wantsOld ? old : OK;
}

function setIfAbsent(database: Database, key: string, text: string): number {
  if (database.get(key) !== undefined) return 0;
  database.set(key, { kind: "string", text });
  return 1;
}

function add(database: Database, key: string, by: number): Reply {
  const sum = wholeNumber(database.getAs(key, "string")?.text ?? "0") + by;
  if (!Number.isSafeInteger(sum)) throw new RedisError("ERR increment or decrement would overflow");
  database.set(key, { kind: "string", text: String(sum) }, { keepTtl: true });
  return integer(sum);
}
