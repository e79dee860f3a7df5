/** Starts a temporary practice cluster in the given home, says who serves it, and waits to be killed: node --import tsx owner.ts HOME */
import { up } from "../../../src/practice/daemon/control.ts";

const home = process.argv[2] ?? "";
const { pid } = await up({ home, env: process.env, temporary: true });
process.stdout.write(`${pid}\n`);
setInterval(() => {}, 1_000_000);
