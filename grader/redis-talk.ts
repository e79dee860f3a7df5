/** Speaking to redis from a pod: with redis-cli where the image has it, else by its protocol through busybox nc (FACTS 1.4). */
import { findKnownApp } from "./known-apps.ts";
import type { ProbeRequest, ProbeResult } from "./model.ts";
import { programOf } from "./program.ts";
import { askingPod } from "./requests.ts";
import type { View } from "./view.ts";

export interface RedisQuestion {
  /** Deployment whose pod asks. */
  readonly from: string;
  readonly host: string;
  readonly port: number;
  readonly command: readonly string[];
}

export function redisRequest(view: View, id: string, question: RedisQuestion): readonly ProbeRequest[] {
  const pod = askingPod(view, question.from);
  const container = pod && programOf(view, question.from, pod);
  if (pod === undefined || container === undefined) return [];
  const place = {
    kind: "exec" as const,
    id,
    namespace: pod.metadata.namespace ?? view.namespace,
    pod: pod.metadata.name,
    container: container.name,
    timeoutMs: 8_000,
  };
  const port = String(question.port);
  if (findKnownApp(container.image)?.hasRedisCli === true) return [{ ...place, command: ["redis-cli", "-h", question.host, "-p", port, ...question.command] }];
  return [{ ...place, command: ["nc", question.host, port], stdin: `${question.command.join(" ")}\r\nQUIT\r\n` }];
}

/** The answer as a text: of a number, a status, a bulk string; lists with spaces between. undefined: redis didn't answer. */
export function redisAnswer(result: Extract<ProbeResult, { kind: "exec" }>): string | undefined {
  const lines = result.stdout.split(/\r?\n/);
  const first = lines[0] ?? "";
  if (/^[:+]/.test(first)) return first.slice(1);
  if (first.startsWith("-")) return first;
  if (first === "$-1") return "";
  if (/^\$\d+$/.test(first)) return lines[1] ?? "";
  if (/^\*\d+$/.test(first))
    return lines
      .slice(1)
      .filter((line) => line !== "" && !/^[$+]/.test(line))
      .join(" ");
  return result.exitCode === 0 && result.stdout.trim() !== "" ? result.stdout.trim() : undefined;
}
