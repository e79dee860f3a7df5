/** The program redis-cli. */
import type { Duplex } from "node:stream";
import { NetworkError } from "../../pod-network.ts";
import { readLine } from "../machine/byte-stream.ts";
import type { Process, Program } from "../machine/process.ts";
import { formatReply, rawReply } from "./format-reply.ts";
import { decodeReply, type Reply } from "./reply.ts";
import { splitWords } from "./request.ts";
import { REDIS_VERSION } from "./version.ts";

interface Options {
  host: string;
  port: number;
  database: number;
  raw: boolean | undefined;
  /** An error reply goes to stderr and ends with 1; without -e it is a reply like any other. */
  failsOnError: boolean;
  readonly words: string[];
}

export const redisCli: Program = async (process) => {
  const options = readOptions(process.argv.slice(1));
  if (typeof options === "string") {
    await process.stderr.write(options);
    return 1;
  }
  if (options === undefined) {
    await process.stdout.write(`redis-cli ${REDIS_VERSION}\n`);
    return 0;
  }
  const client = new Client(process, options);
  try {
    if (options.words.length > 0) return await runOnce(process, client, options.words, options);
    return process.stdin.isTerminal ? await atPrompt(process, client, options) : await fromInput(process, client, options);
  } finally {
    client.close();
  }
};

/** undefined: only the version is wanted; a text: what is wrong with the options. */
function readOptions(args: readonly string[]): Options | string | undefined {
  const options: Options = { host: "127.0.0.1", port: 6379, database: 0, raw: undefined, failsOnError: false, words: [] };
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at]!;
    if (word === "-h" || word === "-p" || word === "-n" || word === "-a" || word === "--pass" || word === "--user" || word === "-u") {
      const value = args[at + 1];
      if (value === undefined) return `Unrecognized option or bad number of args for: '${word}'\n`;
      if (word === "-h") options.host = value;
      if (word === "-p") options.port = Number(value);
      if (word === "-n") options.database = Number(value);
      if (word === "-u") Object.assign(options, fromUrl(value));
      at += 1;
    } else if (word === "--raw") options.raw = true;
    else if (word === "--no-raw") options.raw = false;
    else if (word === "--version" || word === "-v") return undefined;
    else if (word === "--no-auth-warning" || word === "-3" || word === "-2" || word === "-c") continue;
    else if (word === "-e") options.failsOnError = true;
    else if (word.startsWith("-") && word.length > 1) return `Unrecognized option or bad number of args for: '${word}'\n`;
    else {
      options.words.push(...args.slice(at));
      break;
    }
  }
  return options;
}

function fromUrl(text: string): Partial<Options> {
  const match = /^redis:\/\/(?:[^@]*@)?([^:/]+)(?::(\d+))?(?:\/(\d+))?/.exec(text);
  return match === null ? {} : { host: match[1]!, port: Number(match[2] ?? 6379), database: Number(match[3] ?? 0) };
}

async function runOnce(process: Process, client: Client, words: readonly string[], options: Options): Promise<number> {
  const reply = await client.ask(words);
  if (typeof reply === "string") {
    await process.stderr.write(reply);
    return 1;
  }
  if (reply.kind === "error" && options.failsOnError) {
    await process.stderr.write(`${reply.text}\n`);
    return 1;
  }
  const show = (options.raw ?? !process.stdout.isTerminal) ? rawReply : formatReply;
  await process.stdout.write(Buffer.from(show(reply), "latin1"));
  return 0;
}

async function fromInput(process: Process, client: Client, options: Options): Promise<number> {
  let status = 0;
  for (;;) {
    const line = (await readLine(process.stdin, process.signal))?.toString("latin1").trim();
    if (line === undefined) return status;
    const words = splitWords(line);
    if (words === undefined) await process.stdout.write("Invalid argument(s)\n");
    else if (words.length > 0) status = await runOnce(process, client, words, options);
    if (words?.[0]?.toLowerCase() === "quit") return status;
  }
}

async function atPrompt(process: Process, client: Client, options: Options): Promise<number> {
  const failure = await client.connect();
  if (failure !== undefined) await process.stderr.write(failure);
  let index = options.database;
  for (;;) {
    const name = client.isConnected ? `${options.host}:${options.port}${index === 0 ? "" : `[${index}]`}` : "not connected";
    await process.stdout.write(`${name}> `);
    const bytes = await readLine(process.stdin, process.signal);
    if (bytes === undefined) return 0;
    const words = splitWords(bytes.toString("latin1").trim());
    if (words === undefined) await process.stdout.write("Invalid argument(s)\n");
    else if (/^(quit|exit)$/i.test(words[0] ?? "")) return 0;
    else if (/^clear$/i.test(words[0] ?? "")) await process.stdout.write("\x1b[H\x1b[2J");
    else if (/^help$|^\?$/i.test(words[0] ?? ""))
      await process.stdout.write(
        `redis-cli ${REDIS_VERSION}\nTo get help about Redis commands type:\n      "help <command>" for help on <command>\n      "quit" to exit\n`,
      );
    else if (words.length > 0) {
      const reply = await client.ask(words);
      await process.stdout.write(typeof reply === "string" ? reply : Buffer.from(formatReply(reply), "latin1"));
      if (/^select$/i.test(words[0]!) && typeof reply !== "string" && reply.kind === "status") index = Number(words[1]);
    }
  }
}

class Client {
  readonly #process: Process;
  readonly #options: Options;
  #socket: Duplex | undefined;
  #received = "";
  #wake: (() => void) | undefined;

  constructor(process: Process, options: Options) {
    this.#process = process;
    this.#options = options;
  }

  get isConnected(): boolean {
    return this.#socket !== undefined;
  }

  /** What went wrong, as redis-cli says it. */
  async connect(): Promise<string | undefined> {
    if (this.#socket !== undefined) return undefined;
    const { host, port, database } = this.#options;
    try {
      const socket = await this.#process.machine.network.connect(host, port, this.#process.signal);
      socket.on("data", (chunk: Buffer) => {
        this.#received += chunk.toString("latin1");
        this.#wake?.();
      });
      socket.on("error", () => undefined);
      socket.on("close", () => {
        if (this.#socket === socket) this.#socket = undefined;
        this.#wake?.();
      });
      this.#socket = socket;
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      return `Could not connect to Redis at ${host}:${port}: ${connectWords(error)}\n`;
    }
    if (database !== 0) await this.ask(["select", String(database)]);
    return undefined;
  }

  /** A reply, or the text of what went wrong. */
  async ask(words: readonly string[]): Promise<Reply | string> {
    const failure = await this.connect();
    if (failure !== undefined) return failure;
    this.#received = "";
    this.#socket?.write(Buffer.from(`*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join("")}`, "latin1"));
    for (;;) {
      const decoded = decodeReply(this.#received);
      if (decoded !== undefined) return decoded.reply;
      if (this.#socket === undefined) return "Error: Server closed the connection\n";
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  close(): void {
    this.#socket?.end();
  }
}

function connectWords(error: NetworkError): string {
  switch (error.code) {
    case "ENOTFOUND":
      return "Name or service not known";
    case "EAI_AGAIN":
      return "Temporary failure in name resolution";
    case "ETIMEDOUT":
      return "Connection timed out";
    case "EHOSTUNREACH":
      return "No route to host";
    default:
      return "Connection refused";
  }
}
