/** Entry point of the practice cluster's minikube command. SVCLAB_HOME says which cluster. */
import { createInterface } from "node:readline";
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

let lines: AsyncIterator<string> | undefined;

async function ask(prompt: string): Promise<string | undefined> {
  process.stdout.write(prompt);
  lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const next = await lines.next();
  return next.done ? undefined : next.value;
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
