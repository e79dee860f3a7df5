/** The program redis-server: answers on port 6379 and logs as redis 8 does. */
import type { Duplex } from "node:stream";
import type { Program } from "../machine/process.ts";
import type { ServerState, Session } from "./commands/command.ts";
import { Database } from "./database.ts";
import { execute } from "./execute.ts";
import { encodeReply } from "./reply.ts";
import { readRequest } from "./request.ts";
import { REDIS_VERSION } from "./version.ts";

const PORT = 6379;
/** Unread bytes of one connection; more and it is cut, as client-query-buffer-limit does. */
const QUERY_LIMIT = 4 << 20;
const CLIENTS = 1000;

export const redisServer: Program = async (process) => {
  const { clock, network } = process.machine;
  const log = (role: "C" | "M", mark: "*" | "#", text: string): Promise<void> => process.stdout.write(`1:${role} ${timestamp(clock.now())} ${mark} ${text}\n`);
  const port = portOf(process.argv);
  const sessions = new Set<Duplex>();
  const server = createState(
    () => clock.now(),
    () => sessions.size,
    port,
  );
  let lastId = 2;
  await log("C", "*", "oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo");
  await log("C", "*", `Redis version=${REDIS_VERSION}, bits=64, commit=00000000, modified=0, pid=1, just started`);
  await log("C", "#", "Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf");
  await log("M", "*", "monotonic clock: POSIX clock_gettime");
  await log("M", "*", `Running mode=standalone, port=${port}.`);
  const listener = network.listen(port, (socket) => {
    if (sessions.size >= CLIENTS) {
      socket.end("-ERR max number of clients reached\r\n");
      return;
    }
    sessions.add(socket);
    lastId += 1;
    serve(socket, createSession(server, lastId), (text) => void log("M", "#", text));
    socket.once("close", () => sessions.delete(socket));
  });
  await log("M", "*", "Server initialized");
  await log("M", "*", "Ready to accept connections tcp");
  const stopped = new Promise<void>((resolve) => {
    process.onSignal = (signal) => {
      if (signal === 15 || signal === 2) resolve();
      return signal === 15 || signal === 2;
    };
    process.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await stopped;
  listener.close();
  for (const socket of sessions) socket.destroy();
  if (process.signal.aborted) return 137;
  await process.stdout.write(`1:signal-handler (${Math.floor(clock.now() / 1000)}) Received SIGTERM scheduling shutdown...\n`);
  await log("M", "*", "User requested shutdown...");
  await log("M", "*", "Saving the final RDB snapshot before exiting.");
  await log("M", "*", "DB saved on disk");
  await log("M", "#", "Redis is now ready to exit, bye bye...");
  return 0;
};

function portOf(argv: readonly string[]): number {
  const at = argv.indexOf("--port");
  const port = Number(argv[at + 1]);
  return at > 0 && Number.isInteger(port) && port > 0 && port < 65_536 ? port : PORT;
}

function createState(now: () => number, clients: () => number, port: number): ServerState {
  const config: readonly (readonly [string, string])[] = [
    ["port", String(port)],
    ["bind", "* -::*"],
    ["protected-mode", "no"],
    ["databases", "16"],
    ["maxmemory", "0"],
    ["maxmemory-policy", "noeviction"],
    ["appendonly", "no"],
    ["save", "3600 1 300 100 60 10000"],
    ["dir", "/data"],
    ["timeout", "0"],
  ];
  return { databases: Array.from({ length: 16 }, () => new Database(now)), now, startedAt: now(), clients, processed: 0, config: new Map(config) };
}

function createSession(server: ServerState, id: number): Session {
  return { id, address: "127.0.0.1:0", database: server.databases[0]!, index: 0, version: 2, name: "", queue: undefined, leaving: false, server };
}

function serve(socket: Duplex, session: Session, warn: (text: string) => void): void {
  let waiting = "";
  socket.on("error", () => undefined);
  socket.on("end", () => socket.end());
  socket.on("data", (chunk: Buffer) => {
    waiting += chunk.toString("latin1");
    let replies = "";
    let at = 0;
    while (at < waiting.length && !session.leaving) {
      const request = readRequest(waiting, at);
      if (request.status === "incomplete") break;
      if (request.status === "broken") {
        replies += `-${request.error}\r\n`;
        session.leaving = true;
        break;
      }
      at = request.end;
      if (request.words.length === 0) continue;
      // A browser or curl on the wrong port: redis hangs up without a word, whatever was to be answered before.
      if (/^(post|host:)$/i.test(request.words[0]!)) {
        warn(
          "Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host: commands to Redis. This is likely due to an attacker attempting to use Cross Protocol Scripting to compromise your Redis instance. Connection aborted.",
        );
        socket.destroy();
        return;
      }
      replies += encodeReply(execute(request.words, session), session.version);
    }
    waiting = waiting.slice(at);
    if (waiting.length > QUERY_LIMIT) session.leaving = true;
    if (replies !== "") socket.write(Buffer.from(replies, "latin1"));
    if (session.leaving) socket.end();
  });
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** 24 Nov 2026 07:05:00.123 */
function timestamp(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString();
  return `${iso.slice(8, 10)} ${months[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)} ${iso.slice(11, 23)}`;
}
