/** busybox wget. */
import { baseName, resolvePath } from "../machine/files.ts";
import type { Process, Program } from "../machine/process.ts";
import { type Dialled, dial } from "./dial.ts";
import { askHttp, type HttpAnswer } from "./http-client.ts";
import { parseWebAddress, type WebAddress } from "./url.ts";
import { readWgetOptions, type WgetOptions } from "./wget-options.ts";

const USAGE = "BusyBox v1.35.0 multi-call binary.\n\nUsage: wget [-cqS] [--spider] [-O FILE] [-T SEC] URL...\n";

export const wget: Program = async (process) => {
  const options = readWgetOptions(process.argv.slice(1));
  if (typeof options === "string") return await fail(process, `${options}\n${USAGE}`);
  if (options.url === undefined) {
    await process.stderr.write(USAGE);
    return 1;
  }
  const target = parseWebAddress(options.url);
  if (target === undefined) return await fail(process, `bad address '${options.url}'\n`);
  if (target.scheme !== "http" && target.scheme !== "https") return await fail(process, `not an http or ftp url: ${options.url}\n`);
  const limitMs = options.timeoutSeconds * 1000;
  const dialled = await dial(process, target.host, target.port, limitMs);
  const address = dialled.address ?? target.host;
  const hasNoName = dialled.status === "failed" && (dialled.error.code === "ENOTFOUND" || dialled.error.code === "EAI_AGAIN");
  if (!options.quiet && !hasNoName) await process.stderr.write(`Connecting to ${target.authority} (${address}:${target.port})\n`);
  if (dialled.status === "failed") return await fail(process, whyNot(dialled, target));
  const limit = new AbortController();
  const timer = process.machine.clock.after(limitMs, () => limit.abort(new Error("timed out")));
  try {
    const answer = await askHttp(dialled.socket, {
      method: options.spider ? "HEAD" : options.body === undefined ? "GET" : "POST",
      path: target.path,
      headers: { Host: target.authority, "User-Agent": "Wget", Connection: "close", ...bodyHeaders(options), ...options.headers },
      body: options.body,
      signal: AbortSignal.any([process.signal, limit.signal]),
    });
    return answer.status === "answered" ? await take(process, { answer, options, target }) : await fail(process, "error getting response\n");
  } catch (error) {
    if (!limit.signal.aborted) throw error;
    return await fail(process, "download timed out\n");
  } finally {
    timer.cancel();
  }
};

interface Taking {
  readonly answer: Extract<HttpAnswer, { status: "answered" }>;
  readonly options: WgetOptions;
  readonly target: WebAddress;
}

async function take(process: Process, { answer, options, target }: Taking): Promise<number> {
  const tell = async (text: string): Promise<void> => {
    if (!options.quiet) await process.stderr.write(text);
  };
  if (options.showHeaders) await process.stderr.write(`  HTTP/${answer.version} ${answer.code} ${answer.message}\n${headerLines(answer.rawHeaders)}`);
  if (answer.code >= 400) return await fail(process, `server returned error: HTTP/${answer.version} ${answer.code} ${answer.message}\n`);
  if (options.spider) {
    await tell("remote file exists\n");
    return 0;
  }
  if (options.output === "-") {
    await tell("writing to stdout\n");
    await process.stdout.write(answer.body);
    await tell(`${progress("-", answer.body.length)}written to stdout\n`);
    return 0;
  }
  const name = options.output ?? (baseName(target.path.split("?")[0]!) || "index.html");
  const path = resolvePath(process.cwd, name);
  const { files } = process.machine;
  if (options.output === undefined && files.find(path) !== undefined) return await fail(process, `can't open '${name}': File exists\n`);
  await tell(`saving to '${name}'\n`);
  files.write(path, answer.body);
  await tell(`${progress(name, answer.body.length)}'${name}' saved\n`);
  return 0;
}

function progress(name: string, bytes: number): string {
  return `${name.slice(0, 20).padEnd(20)} 100% |${"*".repeat(32)}| ${String(bytes).padStart(5)}  0:00:00 ETA\n`;
}

function headerLines(raw: readonly string[]): string {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [`  ${name}: ${raw[index + 1]}\n`] : [])).join("");
}

function bodyHeaders({ body }: WgetOptions): Readonly<Record<string, string>> {
  return body === undefined ? {} : { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": String(Buffer.byteLength(body)) };
}

function whyNot({ error, address }: Extract<Dialled, { status: "failed" }>, target: WebAddress): string {
  switch (error.code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `bad address '${target.authority}'\n`;
    case "ETIMEDOUT":
      return "download timed out\n";
    default:
      return `can't connect to remote host (${address ?? target.host}): ${error.code === "EHOSTUNREACH" ? "Host is unreachable" : "Connection refused"}\n`;
  }
}

async function fail(process: Process, text: string): Promise<number> {
  await process.stderr.write(`wget: ${text}`);
  return 1;
}
