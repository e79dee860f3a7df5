/** Observations built from objects; requests answered as the world would, or as told. */
import {
  type AnswerFile,
  grade,
  type Lab,
  type Observation,
  observe,
  type ProbeRequest,
  type ProbeResult,
  type ReadingPort,
  type Report,
  type Trouble,
} from "../../../grader/index.ts";
import type { KubeObject, ListResult } from "../../../grader/model.ts";
import { slicesFor } from "./objects.ts";

export interface WorldSketch {
  readonly objects: readonly KubeObject[];
  readonly answer?: (request: ProbeRequest) => ProbeResult | undefined;
  readonly unreadable?: Readonly<Record<string, Trouble>>;
  readonly answers?: Readonly<Record<string, string>>;
  readonly files?: readonly AnswerFile[];
  readonly logs?: readonly string[];
  readonly passed?: readonly string[];
  readonly cluster?: Observation["cluster"]["kind"];
}

function portOf(world: WorldSketch): ReadingPort {
  const all = [...world.objects, ...slicesFor(world.objects)];
  return {
    list: async (query): Promise<ListResult> => {
      const trouble = world.unreadable?.[query.kind];
      if (trouble !== undefined) return { status: "unreadable", trouble };
      return {
        status: "read",
        items: all.filter(({ kind, metadata }) => kind === query.kind && (query.namespace === undefined || metadata.namespace === query.namespace)),
      };
    },
    probe: async (request) => {
      const told = world.answer?.(request);
      if (told !== undefined) return told;
      if (request.kind === "logs") return { kind: "logs", lines: world.logs ?? [] };
      return { kind: "unavailable", trouble: { code: "not-supported", detail: "nobody answers in this world" } };
    },
  };
}

export function look(lab: Lab, world: WorldSketch): Promise<Observation> {
  return observe({
    lab,
    port: portOf(world),
    cluster: { kind: world.cluster ?? "practice", name: "svclab", namespace: "default" },
    answers: world.answers ?? {},
    files: world.files ?? [],
    ...(world.passed === undefined ? {} : { passed: world.passed }),
    now: new Date("2026-01-01T00:00:00Z"),
    signal: new AbortController().signal,
  });
}

export async function reportOn(lab: Lab, world: WorldSketch): Promise<Report> {
  return grade(lab, await look(lab, world));
}

const vantage = { via: "node-address", address: "127.0.49.2:32000", proves: "the-path-asked-for" } as const;

/** echo answers from each pod in turn; the counter counts; redis says 3. */
export function healthyAnswers(objects: readonly KubeObject[]): (request: ProbeRequest) => ProbeResult | undefined {
  let count = 0;
  const echoes = objects.filter(({ kind, metadata }) => kind === "Pod" && metadata.name.startsWith("echo-"));
  return (request) => {
    if (request.kind === "http") {
      const replies = Array.from({ length: request.requests }, (_, index) => {
        const body = request.to.service === "echo" ? `version: v1\nhostname: ${echoes[index % echoes.length]?.metadata.name ?? ""}\n` : `${++count}\n`;
        return { outcome: "answered" as const, code: 200, body };
      });
      return { kind: "http", vantage, replies };
    }
    if (request.kind !== "exec") return undefined;
    const said = (stdout: string): ProbeResult => ({ kind: "exec", exitCode: 0, stdout, stderr: "" });
    if (request.command[0] === "curl") return said(`${++count}\n`);
    if (request.command[0] === "nc") return said("$1\r\n3\r\n+OK\r\n");
    if (request.command[0] === "redis-cli") return said("3\n");
    if (request.command[0] === "nslookup")
      return said(`Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\nName:\t${request.command[1]}\nAddress: 10.96.0.12\n\n`);
    return undefined;
  };
}

/** Every request ends the same way. */
export function refusing(outcome: "refused" | "timeout"): (request: ProbeRequest) => ProbeResult | undefined {
  return (request) => {
    if (request.kind === "http") return { kind: "http", vantage, replies: Array.from({ length: request.requests }, () => ({ outcome, detail: "" })) };
    if (request.kind === "exec" && request.command[0] !== "curl") return { kind: "exec", exitCode: 124, stdout: "", stderr: "" };
    if (request.kind === "exec") return { kind: "exec", exitCode: outcome === "refused" ? 7 : 28, stdout: "", stderr: "" };
    return undefined;
  };
}
