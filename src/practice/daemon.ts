/** The background process that is the practice cluster. Ends with 0 when another process serves this home already, 70 for a bug of ours. */
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { Socket } from "node:net";
import { serveHome } from "./daemon/serve.ts";

/** The pipe that a temporary cluster's owner holds open as long as it lives. */
const OWNER_FD = 3;

const flag = process.argv.indexOf("--home");
const home = flag === -1 ? undefined : process.argv[flag + 1];
if (home === undefined) {
  process.stderr.write("usage: daemon --home SVCLAB_HOME\n");
  process.exitCode = 2;
} else {
  const isTemporary = process.argv.includes("--temporary");
  const orphaned = new AbortController();
  if (isTemporary)
    new Socket({ fd: OWNER_FD })
      .on("error", () => {})
      .on("close", () => orphaned.abort())
      .resume();
  const exitCode = await serveHome(home, { startId: randomUUID(), orphaned: orphaned.signal });
  if (orphaned.signal.aborted) rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  // Whatever still holds the event loop must not keep the address.
  process.exit(exitCode);
}
