/** busybox telnet and nc: bytes to and fro (FACTS.md 1.4). */
import type { Duplex } from "node:stream";
import type { Process, Program } from "../machine/process.ts";
import { dial } from "./dial.ts";

export const telnet: Program = async (process) => {
  const [host, port = "23"] = process.argv.slice(1).filter((word) => !word.startsWith("-"));
  if (host === undefined) {
    await process.stderr.write("Usage: telnet [-a] [-l USER] HOST [PORT]\n\nConnect to telnet server\n");
    return 1;
  }
  const dialled = await dial(process, host, Number(port));
  if (dialled.status === "failed") {
    const { code } = dialled.error;
    if (code === "ENOTFOUND" || code === "EAI_AGAIN") await process.stderr.write(`telnet: bad address '${host}'\n`);
    else
      await process.stderr.write(
        `telnet: can't connect to remote host (${dialled.address ?? host}): ${code === "ETIMEDOUT" ? "Operation timed out" : code === "EHOSTUNREACH" ? "Host is unreachable" : "Connection refused"}\n`,
      );
    return 1;
  }
  await process.stdout.write(`Connected to ${host}\n`);
  // With its input at an end before anything came back, the real one leaves without a word: so piping all at once shows no reply.
  const ended = await relay(process, dialled.socket, { endsWithInput: true, newline: "\r\n" });
  if (ended === "input") return 0;
  await process.stderr.write("Connection closed by foreign host\n");
  return 1;
};

export const nc: Program = async (process) => {
  const args = process.argv.slice(1);
  const flags = args.filter((word) => word.startsWith("-")).join("");
  const wait = args.indexOf("-w");
  const words = args.filter((word, index) => !word.startsWith("-") && !(wait >= 0 && index === wait + 1));
  const [host, port] = words;
  if (host === undefined || port === undefined) {
    await process.stderr.write("BusyBox v1.35.0 multi-call binary.\n\nUsage: nc [OPTIONS] HOST PORT  - connect\n");
    return 1;
  }
  const dialled = await dial(process, host, Number(port), wait >= 0 ? Number(args[wait + 1]) * 1000 : undefined);
  if (dialled.status === "failed") {
    const { code } = dialled.error;
    if (code === "ENOTFOUND" || code === "EAI_AGAIN") await process.stderr.write(`nc: bad address '${host}'\n`);
    else
      await process.stderr.write(`nc: ${host} (${dialled.address ?? host}:${port}): ${code === "ETIMEDOUT" ? "Operation timed out" : "Connection refused"}\n`);
    return 1;
  }
  if (flags.includes("v")) await process.stderr.write(`${host} (${dialled.address}:${port}) open\n`);
  if (flags.includes("z")) {
    dialled.socket.destroy();
    return 0;
  }
  await relay(process, dialled.socket, { endsWithInput: false, newline: "\n" });
  return 0;
};

interface RelayOptions {
  /** Leaves when the input is at its end, else when the other side closes. */
  readonly endsWithInput: boolean;
  readonly newline: "\n" | "\r\n";
}

async function relay(process: Process, socket: Duplex, { endsWithInput, newline }: RelayOptions): Promise<"input" | "peer"> {
  const away = new AbortController();
  const signal = AbortSignal.any([process.signal, away.signal]);
  const writes: Promise<void>[] = [];
  const peer = new Promise<"peer">((resolve) => {
    socket.on("data", (chunk: Buffer) => writes.push(process.stdout.write(chunk).catch(() => undefined)));
    socket.on("end", () => resolve("peer"));
    socket.on("close", () => resolve("peer"));
  });
  const input = (async (): Promise<"input"> => {
    for (;;) {
      const bytes = await process.stdin.read(signal);
      if (bytes === undefined) break;
      socket.write(newline === "\n" ? bytes : Buffer.from(bytes.toString("latin1").replace(/\r?\n/g, "\r\n"), "latin1"));
    }
    if (!endsWithInput) {
      socket.end();
      await peer;
    }
    return "input";
  })();
  try {
    const ended = await Promise.race([peer, input]);
    await Promise.all(writes);
    return ended;
  } finally {
    away.abort(new Error("relay over"));
    input.catch(() => undefined);
    socket.destroy();
  }
}
