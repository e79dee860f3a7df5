/** One attack after another on a target; each ends by itself, and says how it was answered. */
import { request } from "node:https";
import { setTimeout as delay } from "node:timers/promises";
import { connect, type TLSSocket } from "node:tls";
import type { Random } from "../../../support/random.ts";
import { body, headers, nearlyRight, path, watchQueries } from "./inputs.ts";
import type { Target } from "./target.ts";

export interface Answer {
  /** HTTP status; or how the connection ended. */
  readonly code: number | "cut" | "closed" | "upgraded" | "slow";
  /** What was sent and came back, where it must not have. */
  readonly fault?: string | undefined;
}

type Attack = (target: Target, random: Random) => Promise<Answer>;

const ANSWER_MS = 8000;
const methods = ["GET", "GET", "POST", "POST", "PUT", "PATCH", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE"];

/** Mostly whole requests: they reach furthest. */
export function attack(target: Target, random: Random): Promise<Answer> {
  const turn = random.below(100);
  if (turn < 30) return malformed(target, random);
  if (turn < 72) return ask(target, nearlyRight(random));
  if (turn < 78) return privately(target, random);
  if (turn < 84) return uninvited(target, random);
  if (turn < 89) return watching(target, random);
  return random.pick<Attack>([raw, session, session, halfClosed])(target, random);
}

const malformed: Attack = (target, random) => {
  const method = random.pick(methods);
  return ask(target, { method, path: path(random), headers: headers(random), body: method === "GET" || method === "HEAD" ? undefined : body(random) });
};

/** What svclab asks of its cluster beside the Kubernetes API; all but to stop it. */
const privately: Attack = (target, random) => {
  const name = random.pick(["ssh", "metallb/install", "metallb/remove", "node/add", "node/delete", "health", "nope", "../x"]);
  const given = random.pick([
    "",
    "{}",
    "null",
    "[]",
    '{"node":"minikube","line":"echo $((1/0)); exit 3"}',
    '{"node":7,"line":{}}',
    '{"name":"A b"}',
    '{"start":"x","end":7}',
    "{",
  ]);
  return ask(target, {
    method: random.pick(["GET", "POST", "POST", "PUT"]),
    path: `/svclab/${name}`,
    headers: { "content-type": "application/json" },
    body: Buffer.from(given),
  });
};

/** Without a certificate, or with a token that is none. */
const uninvited: Attack = async (target, random) => {
  const authorization = random.pick(["", "Bearer", "Bearer x", `Bearer ${"x".repeat(9000)}`, "Basic YTpi", "bearer \u00e9"]);
  const asked = { method: random.pick(methods), path: path(random), headers: { ...headers(random), ...(authorization && { authorization }) }, body: undefined };
  const answer = await ask({ ...target, agent: undefined, admin: target.nobody }, asked);
  const isOpen = /^\/(healthz|version|%)/.test(asked.path) || typeof answer.code !== "number" || [400, 401, 404, 405, 431].includes(answer.code);
  return isOpen ? answer : { ...answer, fault: `${asked.method} ${asked.path} as nobody -> ${answer.code}` };
};

const watching: Attack = (target, random) => {
  const place = path(random).split("?")[0] ?? "/";
  return ask(target, {
    method: "GET",
    path: `${place}?${random.pick(watchQueries)}`,
    headers: headers(random),
    body: undefined,
    leaveAfter: random.below(150),
  });
};

const raw: Attack = (target, random) =>
  talk(target, random, [
    random.pick([
      () => random.bytes(1 + random.below(500)),
      () => Buffer.from(`POST /api/v1/namespaces/default/services HTTP/1.1\r\nhost: x\r\ncontent-length: ${random.below(99_999)}\r\n\r\n{`),
      () => Buffer.from("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
      () => Buffer.from("GET / HTTP/9.9\r\n\r\n"),
      () => Buffer.from(`GET /${"a".repeat(70_000)} HTTP/1.1\r\n\r\n`),
      () => Buffer.from("POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
      () => Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
      () => Buffer.from("CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n"),
      () => Buffer.from("GET /version HTTP/1.1\r\nhost: x\r\n\r\n".repeat(60)),
    ])(),
  ]);

/** Whole requests whose sender says no more, and listens on. */
const halfClosed: Attack = (target, random) =>
  talk(target, random, [Buffer.from(`GET ${path(random)} HTTP/1.1\r\nhost: x\r\naccept: ${random.pick(["*/*", "x"])}\r\n\r\n`)], { end: true });

/** exec, attach and port-forward: good handshakes and bad ones, then bytes that are no frames, or frames of nonsense. */
const session: Attack = (target, random) => {
  const subresource = random.pick(["exec", "exec", "attach", "portforward", "portforward", "log", "nope"]);
  const query = random.pick([
    "command=sh&stdin=1&stdout=1",
    "command=cat&stdin=1&tty=1",
    "command=",
    "",
    "ports=6379",
    "ports=0",
    "ports=6379&ports=x",
    "container=nope&command=a",
  ]);
  const protocol = random.pick(["v5.channel.k8s.io", "v4.channel.k8s.io", "SPDY/3.1+portforward.k8s.io", "nope", ""]);
  const handshake = [
    `GET /api/v1/namespaces/kept/pods/${random.pick(["target", "target", "target", "nope"])}/${subresource}?${query} HTTP/1.1`,
    "host: x",
    "connection: upgrade",
    `upgrade: ${random.pick(["websocket", "websocket", "websocket", "SPDY/3.1", "h2c"])}`,
    `sec-websocket-version: ${random.pick(["13", "13", "13", "99"])}`,
    `sec-websocket-key: ${random.pick(["AAAAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAAAAAAAAAAAAAA==", "x"])}`,
    `sec-websocket-protocol: ${protocol}`,
  ];
  const said = Array.from({ length: random.below(5) }, () => random.pick([() => random.bytes(random.below(200)), () => frame(random)])());
  return talk(target, random, [Buffer.from(`${handshake.join("\r\n")}\r\n\r\n`), ...said], { untilAnswered: true });
};

/** A masked WebSocket message: channels, sizes of terminals, SPDY frames, and their ruins. */
function frame(random: Random): Buffer {
  const payload = random.pick([
    () => Buffer.from([random.below(6), ...random.bytes(random.below(60))]),
    () => Buffer.from(`\u0004{"Width":${random.pick(["1e308", "-1", "80", '"x"', "0.5"])},"Height":${random.pick(["0", "-7", "1e9"])}}`),
    () => Buffer.from([255, random.below(8)]),
    () => Buffer.from([0x80, 3, 0, random.below(10), random.below(2), 0, 0, random.below(40), ...random.bytes(random.below(60))]),
    () => Buffer.from([0, 0, 0, random.below(4), 1, 0, 0, 5, 1, 2, 3, 4, 5]),
    () => Buffer.alloc(0),
  ])();
  const mask = random.bytes(4);
  const masked = payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0));
  return Buffer.concat([Buffer.from([0x80 | random.pick([1, 2, 2, 2, 8, 9, 11]), 0x80 | payload.length]), mask, masked]);
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  /** Milliseconds. */
  readonly leaveAfter?: number;
}

const known = new WeakSet<object>();

type Reachable = Omit<Target, "agent"> & { readonly agent: Target["agent"] | undefined };

function ask({ host, port, admin, agent }: Reachable, asked: Asked): Promise<Answer> {
  return new Promise((resolve) => {
    const said = (code: number, text: string): string =>
      `${asked.method} ${asked.path} ${asked.headers["content-type"]} ${asked.body?.toString().slice(0, 400)} -> ${code} ${text.slice(0, 400)}`;
    const options = { host, port, secureContext: admin, servername: "localhost", rejectUnauthorized: false, agent: agent ?? false, timeout: ANSWER_MS };
    let outgoing: ReturnType<typeof request>;
    try {
      outgoing = request({ ...options, method: asked.method, path: asked.path, headers: asked.headers }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          if (text.length < 1000) text += part;
        });
        const code = response.statusCode ?? 0;
        response.on("close", () => resolve({ code, fault: code === 500 && !isUpstreams(text) ? said(code, text) : undefined }));
        response.on("error", () => resolve({ code }));
      });
    } catch {
      // Node itself refuses to send that.
      resolve({ code: "cut" });
      return;
    }
    outgoing.on("timeout", () => {
      resolve({ code: "slow", fault: asked.leaveAfter === undefined ? said(0, `no answer in ${ANSWER_MS} ms`) : undefined });
      outgoing.destroy();
    });
    outgoing.on("error", () => resolve({ code: "cut" }));
    outgoing.on("socket", (socket) => {
      // One that is cut while neither a request nor the agent looks after it would end the attacker.
      if (!known.has(socket)) socket.on("error", () => undefined);
      known.add(socket);
    });
    outgoing.end(asked.body);
    if (asked.leaveAfter !== undefined) {
      setTimeout(() => {
        outgoing.destroy();
        resolve({ code: "closed" });
      }, asked.leaveAfter).unref();
    }
  });
}

/** Kubernetes itself answers 500, without a reason, when an applied object has a field that isn't declared. */
function isUpstreams(text: string): boolean {
  return text.includes('"message":"failed to create typed patch object');
}

/** Bytes on a connection of their own, one piece after another; then it is left, at once or when something has come back. */
function talk({ host, port, admin }: Target, random: Random, pieces: readonly Buffer[], { end = false, untilAnswered = false } = {}): Promise<Answer> {
  const pause = random.below(20);
  return new Promise((resolve) => {
    let received = "";
    const answered = new AbortController();
    const socket: TLSSocket = connect({ host, port, secureContext: admin, servername: "localhost", rejectUnauthorized: false }, () => {
      void (async () => {
        for (const piece of pieces) {
          socket.write(piece);
          await delay(pause);
        }
        if (end) socket.end();
        if (untilAnswered) await delay(ANSWER_MS, undefined, { signal: answered.signal }).catch(() => undefined);
        await delay(60);
        socket.destroy();
      })();
    });
    socket.on("data", (part: Buffer) => {
      if (received.length < 500) received += part.toString("latin1");
      answered.abort();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      answered.abort();
      const code = Number(/^HTTP\/1\.1 (\d+)/.exec(received)?.[1] ?? 0);
      const fault = code === 500 ? `${pieces.map((piece) => piece.toString("latin1").slice(0, 300)).join(" | ")} -> ${received}` : undefined;
      resolve({ code: code === 101 ? "upgraded" : code === 0 ? "closed" : code, fault });
    });
  });
}
