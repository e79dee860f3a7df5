/** The background process that is the practice cluster. Ends with 0 when another process serves this home already, 70 for a bug of ours. */
import { randomUUID } from "node:crypto";
import { serveHome } from "./daemon/serve.ts";

const flag = process.argv.indexOf("--home");
const home = flag === -1 ? undefined : process.argv[flag + 1];
if (home === undefined) {
  process.stderr.write("usage: daemon --home SVCLAB_HOME\n");
  process.exitCode = 2;
} else {
  // Whatever still holds the event loop must not keep the address.
  process.exit(await serveHome(home, randomUUID()));
}
