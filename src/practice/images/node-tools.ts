/** What the node itself has besides the tools of a container: sudo, ss, iptables. */
import { become } from "./machine/find-program.ts";
import type { Process, Program } from "./machine/process.ts";

/** Where the node's rules stand for its iptables to show. */
export const RULES_FOLDER = "/run/svclab";
const RULES_FILE = `${RULES_FOLDER}/iptables`;

const sudo: Program = async (process) => await become(process, process.argv.slice(1));

const iptablesSave: Program = async (process) => {
  await process.stdout.write(process.machine.files.read(RULES_FILE));
  return 0;
};

/** Only what lists rules as they were written. */
const iptables: Program = async (process) => {
  const words = process.argv.slice(1);
  const table = words[words.indexOf("-t") + 1] ?? "filter";
  if (!words.includes("-S")) return await refuse(process, "iptables: here only `iptables -t nat -S` and `iptables-save` show the rules\n");
  const wanted = words.includes("-t") ? table : "filter";
  const part = new RegExp(`^\\*${wanted}\\n([\\s\\S]*?)^COMMIT$`, "m").exec(process.machine.files.read(RULES_FILE).toString())?.[1];
  if (part === undefined) return await refuse(process, `iptables: can't initialize iptables table \`${wanted}': Table does not exist\n`);
  const chain = words[words.indexOf("-S") + 1];
  const lines = part
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/^:(\S+) (\S+) .*$/, (_, name: string, policy: string) => (policy === "-" ? `-N ${name}` : `-P ${name} ${policy}`)));
  const shown = chain === undefined || chain.startsWith("-") ? lines : lines.filter((line) => line.split(" ")[1] === chain);
  await process.stdout.write(shown.map((line) => `${line}\n`).join(""));
  return 0;
};

/** No process listens on a node port: kube-proxy has rules for them. */
const ss: Program = async (process) => {
  const lines = ["0.0.0.0:22", "127.0.0.1:10248", "127.0.0.1:10249", "*:8443", "*:10250", "*:10256"].map(
    (place) => `LISTEN 0      4096   ${place.padStart(18)}      ${(place.startsWith("*") ? "*:*" : "0.0.0.0:*").padStart(9)}`,
  );
  await process.stdout.write(`State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n${lines.join("\n")}\n`);
  return 0;
};

async function refuse(process: Process, text: string): Promise<number> {
  await process.stderr.write(text);
  return 1;
}

export const nodeTools: Readonly<Record<string, Program>> = { sudo, iptables, "iptables-save": iptablesSave, ss };
