import { type Database, RedisError } from "../database.ts";
import { bulk, bulks, integer, nil, OK, type Reply } from "../reply.ts";
import { type CommandTable, type Session, syntaxError, wholeNumber } from "./command.ts";

export const stringCommands: CommandTable = {
  get: { arity: 2, run: ([key = ""], { database }) => bulk(database.getAs(key, "string")?.text) },
  set: { arity: -3, run: set },
  setnx: { arity: 3, run: ([key = "", text = ""], { database }) => integer(setIfAbsent(database, key, text)) },
  setex: { arity: 4, run: ([key = "", seconds, text = ""], session) => setExpiring(session, { key, text, time: seconds, unit: 1000, command: "setex" }) },
  psetex: { arity: 4, run: ([key = "", time, text = ""], session) => setExpiring(session, { key, text, time, unit: 1, command: "psetex" }) },
  getrange: { arity: 4, run: ([key = "", start, end], { database }) => bulk(sliceOf(database.getAs(key, "string")?.text ?? "", start, end)) },
  incrbyfloat: { arity: 3, run: ([key = "", by], { database }) => addFloat(database, key, by) },
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
    if ((option === "ex" || option === "px") && at + 1 < options.length) {
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

function setExpiring(
  { database, server }: Session,
  order: { readonly key: string; readonly text: string; readonly time: string | undefined; readonly unit: number; readonly command: string },
): Reply {
  const time = wholeNumber(order.time);
  if (time <= 0) throw new RedisError(`ERR invalid expire time in '${order.command}' command`);
  database.set(order.key, { kind: "string", text: order.text }, { expires: server.now() + time * order.unit });
  return OK;
}

/** Both ends belong to it; negative ones count from the end. */
function sliceOf(text: string, start: string | undefined, end: string | undefined): string {
  const at = (place: number): number => Math.max(0, place < 0 ? text.length + place : place);
  const [from, to] = [wholeNumber(start), wholeNumber(end)];
  return from < 0 && to < 0 && from > to ? "" : text.slice(at(from), at(to) + 1);
}

function addFloat(database: Database, key: string, by: string | undefined): Reply {
  const numbers = [database.getAs(key, "string")?.text ?? "0", by ?? ""];
  if (numbers.some((each) => each.trim() === "" || !Number.isFinite(Number(each)))) throw new RedisError("ERR value is not a valid float");
  const text = String(Number((Number(numbers[0]) + Number(numbers[1])).toPrecision(15)));
  database.set(key, { kind: "string", text }, { keepTtl: true });
  return bulk(text);
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
