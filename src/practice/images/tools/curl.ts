/** curl 8, the parts that are used to look at a Service. Exit codes and messages are curl's. */
import { resolvePath } from "../machine/files.ts";
import type { Process, Program } from "../machine/process.ts";
import { type CurlOptions, readCurlOptions } from "./curl-options.ts";
import { dial } from "./dial.ts";
import { askHttp, type HttpAnswer } from "./http-client.ts";
import { parseWebAddress, type WebAddress } from "./url.ts";

const CURL_VERSION = "8.12.1";

export const curl: Program = async (process) => {
  const options = readCurlOptions(process.argv.slice(1));
  if (typeof options === "string") {
    await process.stderr.write(options);
    return 2;
  }
  if (options.version) {
    await process.stdout.write(`curl ${CURL_VERSION} (x86_64-alpine-linux-musl) libcurl/${CURL_VERSION}\n`);
    return 0;
  }
  if (options.urls.length === 0) {
    await process.stderr.write("curl: (2) no URL specified\ncurl: try 'curl --help' for more information\n");
    return 2;
  }
  let code = 0;
  for (const url of options.urls) {
    code = await fetchOne(process, url, options);
    for (let retry = 0; retry < options.retries && (code === 28 || (code === 7 && options.retriesRefused)); retry += 1) {
      await process.machine.clock.sleep(Math.min(1000 * 2 ** retry, 8000), process.signal);
      code = await fetchOne(process, url, options);
    }
  }
  return code;
};

class OutOfTime extends Error {}

interface Result {
  readonly code: number;
  readonly message: string;
  readonly answer?: Extract<HttpAnswer, { status: "answered" }>;
  readonly address?: string | undefined;
}

async function fetchOne(process: Process, url: string, options: CurlOptions): Promise<number> {
  const target = parseWebAddress(url);
  const started = process.machine.clock.now();
  const result: Result =
    target === undefined
      ? { code: 3, message: `URL rejected: ${/^[a-z][a-z0-9+.-]*:\/\/(\/|$)/i.test(url) ? "No host part in the URL" : "Malformed input to a URL function"}` }
      : target.scheme === "http"
        ? await transfer(process, target, options)
        : target.scheme === "https"
          ? await transferSecure(process, target, options)
          : { code: 1, message: `Protocol "${target.scheme}" not supported` };
  const seconds = (process.machine.clock.now() - started) / 1000;
  if (result.answer !== undefined) await writeAnswer(process, result.answer, options);
  const failsAt = result.answer === undefined ? undefined : options.fail && result.answer.code >= 400 ? result.answer.code : undefined;
  const code = failsAt === undefined ? result.code : 22;
  const message = failsAt === undefined ? result.message : `The requested URL returned error: ${failsAt}`;
  if (code !== 0 && (!options.silent || options.showError)) await process.stderr.write(`curl: (${code}) ${message}\n`);
  if (options.writeOut !== undefined) await process.stdout.write(filledIn(options.writeOut, { result, seconds, target, code }));
  return code;
}

async function transfer(process: Process, target: WebAddress, options: CurlOptions): Promise<Result> {
  const { clock } = process.machine;
  const started = clock.now();
  const limitMs = options.maxTime === undefined ? undefined : options.maxTime * 1000;
  const connectMs = Math.min(limitMs ?? Number.POSITIVE_INFINITY, (options.connectTimeout ?? 134) * 1000);
  const dialled = await dial(process, target.host, target.port, connectMs);
  const elapsed = (): number => clock.now() - started;
  if (dialled.status === "failed") {
    const { code } = dialled.error;
    if (code === "ENOTFOUND" || code === "EAI_AGAIN") return { code: 6, message: `Could not resolve host: ${target.host}` };
    if (code === "ETIMEDOUT")
      return {
        code: 28,
        message:
          limitMs === undefined && options.connectTimeout === undefined
            ? `Failed to connect to ${target.host} port ${target.port} after ${elapsed()} ms: Could not connect to server`
            : `Connection timed out after ${elapsed()} milliseconds`,
      };
    return { code: 7, message: `Failed to connect to ${target.host} port ${target.port} after ${elapsed()} ms: Could not connect to server` };
  }
  if (options.verbose)
    await process.stderr.write(
      `* Host ${target.host}:${target.port} was resolved.\n*   Trying ${dialled.address}:${target.port}...\n* Connected to ${target.host} (${dialled.address}) port ${target.port}\n`,
    );
  const limit = new AbortController();
  const timer = limitMs === undefined ? undefined : clock.after(Math.max(limitMs - elapsed(), 0), () => limit.abort(new OutOfTime()));
  const headers = { Host: target.authority, "User-Agent": `curl/${CURL_VERSION}`, Accept: "*/*", ...bodyHeaders(options), ...options.headers };
  const method = options.method ?? (options.head ? "HEAD" : options.data === undefined ? "GET" : "POST");
  if (options.verbose)
    await process.stderr.write(
      `> ${method} ${target.path} HTTP/1.1\n${Object.entries(headers)
        .map(([name, value]) => `> ${name}: ${value}\n`)
        .join("")}> \n`,
    );
  try {
    const answer = await askHttp(dialled.socket, {
      method,
      path: target.path,
      headers,
      body: options.data,
      signal: AbortSignal.any([process.signal, limit.signal]),
    });
    if (answer.status === "answered") {
      if (options.verbose) await process.stderr.write(headText(answer).replace(/.*\r\n/g, "< $&"));
      return { code: 0, message: "", answer, address: dialled.address };
    }
    if (answer.status === "not-http") return { code: 1, message: "Received HTTP/0.9 when not allowed" };
    return answer.status === "reset" ? { code: 56, message: "Recv failure: Connection reset by peer" } : { code: 52, message: "Empty reply from server" };
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    return { code: 28, message: `Operation timed out after ${elapsed()} milliseconds with 0 bytes received` };
  } finally {
    timer?.cancel();
  }
}

/** Nothing here speaks TLS: the connection is tried, then the handshake fails as it does against a plain server. */
async function transferSecure(process: Process, target: WebAddress, options: CurlOptions): Promise<Result> {
  const result = await transfer(process, target, { ...options, verbose: false, data: undefined, head: true });
  return result.code === 6 || result.code === 7 || result.code === 28
    ? result
    : { code: 35, message: "TLS connect error: error:0A0000C6:SSL routines::packet length too long" };
}

function bodyHeaders({ data }: CurlOptions): Readonly<Record<string, string>> {
  return data === undefined ? {} : { "Content-Length": String(Buffer.byteLength(data)), "Content-Type": "application/x-www-form-urlencoded" };
}

function headText(answer: Extract<HttpAnswer, { status: "answered" }>): string {
  const { rawHeaders } = answer;
  const lines = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}\r\n`] : []));
  return `HTTP/${answer.version} ${answer.code} ${answer.message}\r\n${lines.join("")}\r\n`;
}

async function writeAnswer(process: Process, answer: Extract<HttpAnswer, { status: "answered" }>, options: CurlOptions): Promise<void> {
  const head = options.include || options.head ? headText(answer) : "";
  const body = options.head || (options.fail && answer.code >= 400) ? Buffer.alloc(0) : answer.body;
  const whole = Buffer.concat([Buffer.from(head), body]);
  if (options.output === undefined) await process.stdout.write(whole);
  else process.machine.files.write(resolvePath(process.cwd, options.output), whole);
}

interface Facts {
  readonly result: Result;
  readonly seconds: number;
  readonly target: WebAddress | undefined;
  readonly code: number;
}

function filledIn(format: string, { result, seconds, target, code }: Facts): string {
  const values: Readonly<Record<string, string>> = {
    http_code: String(result.answer?.code ?? 0).padStart(3, "0"),
    response_code: String(result.answer?.code ?? 0).padStart(3, "0"),
    time_total: seconds.toFixed(6),
    time_connect: seconds.toFixed(6),
    remote_ip: result.address ?? "",
    remote_port: String(result.address === undefined ? 0 : (target?.port ?? 0)),
    size_download: String(result.answer?.body.length ?? 0),
    content_type: result.answer?.headers["content-type"] ?? "",
    exitcode: String(code),
    errormsg: result.message,
  };
  return format
    .replace(/\\n/g, "\n")
    .replace(/\\t/g, "\t")
    .replace(/\\r/g, "\r")
    .replace(/%\{(\w+)\}/g, (_whole, name: string) => values[name] ?? "");
}
