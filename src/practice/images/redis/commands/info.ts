import { REDIS_VERSION } from "../version.ts";
import type { Session } from "./command.ts";

/** The text of INFO: the sections people look at. */
export function info(wanted: readonly string[], { server }: Session): string {
  const uptime = Math.floor((server.now() - server.startedAt) / 1000);
  const keyspace = server.databases.flatMap((database, index) => {
    const keys = database.keys();
    if (keys.length === 0) return [];
    const expiring = keys.filter((key) => database.expires(key) !== undefined).length;
    return [`db${index}:keys=${keys.length},expires=${expiring},avg_ttl=0,subexpiry=0`];
  });
  const sections: Readonly<Record<string, readonly string[]>> = {
    Server: [
      `redis_version:${REDIS_VERSION}`,
      "redis_mode:standalone",
      "os:Linux",
      "arch_bits:64",
      "process_id:1",
      "tcp_port:6379",
      `uptime_in_seconds:${uptime}`,
      `uptime_in_days:${Math.floor(uptime / 86_400)}`,
      "executable:/data/redis-server",
    ],
    Clients: [`connected_clients:${server.clients()}`, "maxclients:10000", "blocked_clients:0"],
    Memory: ["used_memory_human:1.00M", "maxmemory:0", "maxmemory_policy:noeviction"],
    Persistence: ["loading:0", "rdb_changes_since_last_save:0", `rdb_last_save_time:${Math.floor(server.startedAt / 1000)}`, "aof_enabled:0"],
    Stats: [`total_commands_processed:${server.processed}`],
    Replication: ["role:master", "connected_slaves:0"],
    Keyspace: keyspace,
  };
  const names = Object.keys(sections).filter(
    (name) => wanted.length === 0 || wanted.some((word) => ["all", "default", "everything", name.toLowerCase()].includes(word.toLowerCase())),
  );
  return names.map((name) => `# ${name}\r\n${sections[name]!.map((line) => `${line}\r\n`).join("")}`).join("\r\n");
}
