/** busybox wget: -q -O FILE -T SECONDS --spider -S. */
import { baseName, resolvePath } from "../machine/files.ts";
import type { Program } from "../machine/process.ts";
import { dial } from "./dial.ts";
import { askHttp } from "./http-client.ts";
import { parseWebAddress } from "./url.ts";

export const wget: Program = async (process) => {
  const args = process.argv.slice(1);
  const optionValue = (letter: string): string | undefined => {
    const at = args.findIndex((word) => /^-[a-zA-Z]+$/.test(word) && word.includes(letter));
    if (at < 0) return undefined;
    const attached = args[at]!.slice(args[at]!.indexOf(letter) + 1);
    return attached === "" ? args[at + 1] : attached;
  };
  const quiet = args.some((word) => /^-[a-zA-Z]*q/.test(word));
  const output = optionValue("O");
  const timeout = optionValue("T") ?? args.find((word) => word.startsWith("--timeout="))?.slice(10);
  const url = args.filter((word, index) => !word.startsWith("-") && !/^-[a-zA-Z]*[OTP]$/.test(args[index - 1] ?? "")).at(-1);
  const target = url === undefined ? undefined : parseWebAddress(url);
  if (target === undefined) {
    await process.stderr.write("BusyBox v1.35.0 multi-call binary.\n\nUsage: wget [-cqS] [--spider] [-O FILE] [-T SEC] URL...\n");
    return 1;
  }
  const limitMs = Number(timeout ?? 900) * 1000;
  const dialled = await dial(process, target.host, target.port, limitMs);
  if (dialled.status === "failed") {
    const { code } = dialled.error;
    if (code === "ENOTFOUND" || code === "EAI_AGAIN") await process.stderr.write(`wget: bad address '${target.authority}'\n`);
    else {
      if (!quiet) await process.stderr.write(`Connecting to ${target.authority} (${dialled.address ?? target.host}:${target.port})\n`);
      await process.stderr.write(
        code === "ETIMEDOUT"
          ? "wget: download timed out\n"
          : `wget: can't connect to remote host (${dialled.address ?? target.host}): ${code === "EHOSTUNREACH" ? "Host is unreachable" : "Connection refused"}\n`,
      );
    }
    return 1;
  }
  if (!quiet) await process.stderr.write(`Connecting to ${target.authority} (${dialled.address}:${target.port})\n`);
  const limit = new AbortController();
  const timer = process.machine.clock.after(limitMs, () => limit.abort(new Error("timed out")));
  try {
    const headers = { Host: target.authority, "User-Agent": "Wget", Connection: "close" };
    const answer = await askHttp(dialled.socket, {
      method: "GET",
      path: target.path,
      headers,
      body: undefined,
      signal: AbortSignal.any([process.signal, limit.signal]),
    });
    if (answer.status !== "answered") {
      await process.stderr.write("wget: error getting response\n");
      return 1;
    }
    if (answer.code >= 400) {
      await process.stderr.write(`wget: server returned error: HTTP/${answer.version} ${answer.code} ${answer.message}\n`);
      return 1;
    }
    if (args.includes("--spider")) return 0;
    if (output === "-") await process.stdout.write(answer.body);
    else process.machine.files.write(resolvePath(process.cwd, output ?? (baseName(target.path.split("?")[0]!) || "index.html")), answer.body);
    return 0;
  } catch (error) {
    if (!limit.signal.aborted) throw error;
    await process.stderr.write("wget: download timed out\n");
    return 1;
  } finally {
    timer.cancel();
  }
};
