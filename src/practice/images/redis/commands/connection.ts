import { RedisError } from "../database.ts";
import { bulk, bulks, integer, nil, OK, type Reply } from "../reply.ts";
import { REDIS_VERSION } from "../version.ts";
import { type CommandTable, type Session, wholeNumber } from "./command.ts";
import { globOf } from "./glob.ts";
import { info } from "./info.ts";

function ping([text, ...more]: readonly string[]): Reply {
  if (more.length > 0) throw new RedisError("ERR wrong number of arguments for 'ping' command");
  return text === undefined ? { kind: "status", text: "PONG" } : bulk(text);
}

export const connectionCommands: CommandTable = {
  ping: { arity: -1, run: ping },
  echo: { arity: 2, run: ([text]) => bulk(text) },
  quit: {
    arity: -1,
    run: (_args, session) => {
      session.leaving = true;
      return OK;
    },
  },
  select: {
    arity: 2,
    run: ([index], session) => {
      const database = session.server.databases[wholeNumber(index)];
      if (database === undefined) throw new RedisError("ERR DB index is out of range");
      session.database = database;
      session.index = Number(index);
      return OK;
    },
  },
  auth: {
    arity: -2,
    run: () => {
      throw new RedisError("ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?");
    },
  },
  hello: { arity: -1, run: hello },
  client: { arity: -2, run: client },
  config: { arity: -2, run: config },
  command: { arity: -1, run: ([sub]) => (sub?.toLowerCase() === "count" ? integer(241) : { kind: "array", items: [] }) },
  info: { arity: -1, run: (sections, session) => bulk(info(sections, session)) },
  time: {
    arity: 1,
    run: (_args, { server }) => bulks([String(Math.floor(server.now() / 1000)), String((server.now() % 1000) * 1000)]),
  },
  lastsave: { arity: 1, run: (_args, { server }) => integer(Math.floor(server.startedAt / 1000)) },
  save: { arity: 1, run: () => OK },
  bgsave: { arity: -1, run: () => ({ kind: "status", text: "Background saving started" }) },
  role: { arity: 1, run: () => ({ kind: "array", items: [bulk("master"), integer(0), { kind: "array", items: [] }] }) },
};

function hello(args: readonly string[], session: Session): Reply {
  if (args[0] !== undefined) {
    const version = Number(args[0]);
    if (version !== 2 && version !== 3) throw new RedisError("NOPROTO unsupported protocol version");
    session.version = version;
    const name = args.findIndex((word) => word.toLowerCase() === "setname");
    if (name > 0) session.name = args[name + 1] ?? "";
  }
  const facts: readonly (readonly [string, Reply])[] = [
    ["server", bulk("redis")],
    ["version", bulk(REDIS_VERSION)],
    ["proto", integer(session.version)],
    ["id", integer(session.id)],
    ["mode", bulk("standalone")],
    ["role", bulk("master")],
    ["modules", { kind: "array", items: [] }],
  ];
  return { kind: "map", pairs: facts.map(([key, value]) => [bulk(key), value] as const) };
}

function client(args: readonly string[], session: Session): Reply {
  const [sub = "", value = ""] = args;
  switch (sub.toLowerCase()) {
    case "id":
      return integer(session.id);
    case "getname":
      return session.name === "" ? nil : bulk(session.name);
    case "setname":
      session.name = value;
      return OK;
    case "setinfo":
    case "no-evict":
    case "no-touch":
      return OK;
    case "list":
    case "info":
      return bulk(
        `id=${session.id} addr=${session.address} name=${session.name} db=${session.index} resp=${session.version} cmd=client|${sub.toLowerCase()}\n`,
      );
    default:
      throw new RedisError(`ERR unknown subcommand '${sub}'. Try CLIENT HELP.`);
  }
}

function config(args: readonly string[], { server }: Session): Reply {
  const [sub = "", ...rest] = args;
  switch (sub.toLowerCase()) {
    case "get": {
      const found = [...server.config].filter(([name]) => rest.some((pattern) => globOf(pattern.toLowerCase()).test(name)));
      return { kind: "map", pairs: found.map(([name, text]) => [bulk(name), bulk(text)] as const) };
    }
    case "set": {
      const [name = "", text = ""] = rest;
      if (!server.config.has(name.toLowerCase())) throw new RedisError(`ERR Unknown option or number of arguments for CONFIG SET - '${name}'`);
      server.config.set(name.toLowerCase(), text);
      return OK;
    }
    case "resetstat":
      return OK;
    default:
      throw new RedisError(`ERR unknown subcommand '${sub}'. Try CONFIG HELP.`);
  }
}
