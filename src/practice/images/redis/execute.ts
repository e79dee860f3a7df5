/** One command on one connection: looks it up, counts its words, queues it in a transaction, turns trouble into an error reply. */
import { collectionCommands } from "./commands/collections.ts";
import type { CommandTable, Session } from "./commands/command.ts";
import { connectionCommands } from "./commands/connection.ts";
import { keyCommands } from "./commands/keys.ts";
import { stringCommands } from "./commands/strings.ts";
import { RedisError } from "./database.ts";
import { error, OK, type Reply } from "./reply.ts";

const commands: CommandTable = { ...stringCommands, ...keyCommands, ...collectionCommands, ...connectionCommands };

export function execute(words: readonly string[], session: Session): Reply {
  const [name = "", ...args] = words;
  const key = name.toLowerCase();
  if (key === "multi" || key === "exec" || key === "discard") return transact(key, session);
  const command = Object.hasOwn(commands, key) ? commands[key]! : undefined;
  if (command === undefined)
    return error(
      `ERR unknown command '${name.slice(0, 128)}', with args beginning with: ${args
        .slice(0, 20)
        .map((arg) => `'${arg.slice(0, 128)}' `)
        .join("")}`,
    );
  if (command.arity > 0 ? words.length !== command.arity : words.length < -command.arity) return error(`ERR wrong number of arguments for '${key}' command`);
  if (session.queue !== undefined) {
    session.queue.push(words);
    return { kind: "status", text: "QUEUED" };
  }
  session.server.processed += 1;
  try {
    return command.run(args, session);
  } catch (trouble) {
    if (trouble instanceof RedisError) return error(trouble.message);
    throw trouble;
  }
}

function transact(key: "multi" | "exec" | "discard", session: Session): Reply {
  const { queue } = session;
  if (key === "multi") {
    if (queue !== undefined) return error("ERR MULTI calls can not be nested");
    session.queue = [];
    return OK;
  }
  if (queue === undefined) return error(`ERR ${key.toUpperCase()} without MULTI`);
  session.queue = undefined;
  return key === "discard" ? OK : { kind: "array", items: queue.map((words) => execute(words, session)) };
}
