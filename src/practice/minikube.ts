/** Entry point of the practice cluster's minikube command. SVCLAB_HOME says which cluster. */
import { UserError } from "../trouble.ts";
import { practicePaths } from "./daemon/paths.ts";
import { askCluster } from "./daemon/private-client.ts";
import { parseArgs } from "./minikube/args.ts";
import { runMinikube } from "./minikube/command.ts";

const CALL_MS = 60_000;

const home = process.env.SVCLAB_HOME ?? "";
const locale = process.env.SVCLAB_LANG || process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "";
const language = locale.startsWith("ko") ? "ko" : "en";
const paths = practicePaths(home);
const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
process.once("SIGTERM", () => interrupted.abort());

/**
 * As minikube's own prompts: each reads what is there at once and takes the first line of it. Two answers that were piped
 * together are therefore one answer, and the next prompt finds the end of the input.
 */
async function ask(prompt: string): Promise<string | undefined> {
  process.stdout.write(prompt);
  let text = "";
  while (!text.includes("\n")) {
    const chunk = await nextChunk();
    if (chunk === undefined) return text === "" ? undefined : text;
    text += chunk;
  }
  return text.slice(0, text.indexOf("\n"));
}

async function nextChunk(): Promise<string | undefined> {
  const { stdin } = process;
  return await new Promise((resolve) => {
    const settle = (chunk: string | undefined): void => {
      stdin.pause();
      stdin.off("data", onData);
      stdin.off("end", onEnd);
      resolve(chunk);
    };
    const onData = (chunk: Buffer): void => settle(chunk.toString());
    const onEnd = (): void => settle(undefined);
    if (stdin.readableEnded) return resolve(undefined);
    stdin.on("data", onData);
    stdin.on("end", onEnd);
    stdin.resume();
  });
}

try {
  process.exitCode = await runMinikube({
    args: parseArgs(process.argv.slice(2)),
    paths,
    env: process.env,
    language,
    signal: interrupted.signal,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    ask,
    call: (request) => askCluster(paths, { ...request, timeoutMs: CALL_MS }),
  });
} catch (error) {
  if (error instanceof UserError) {
    process.stderr.write(`❌  ${error.text[language]}\n`);
    process.exitCode = 80;
  } else {
    process.stderr.write(`❌  ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 70;
  }
} finally {
  process.stdin.destroy();
}
