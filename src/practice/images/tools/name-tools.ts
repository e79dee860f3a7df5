/** Names and addresses: getent, ping, ifconfig, ip. */
import { NetworkError } from "../../pod-network.ts";
import type { Process, Program } from "../machine/process.ts";
import { nslookup } from "./nslookup.ts";

async function addresses(process: Process, name: string): Promise<readonly string[] | NetworkError> {
  try {
    return await process.machine.network.resolve(name, process.signal);
  } catch (error) {
    if (error instanceof NetworkError) return error;
    throw error;
  }
}

/** The name as the search domains of resolv.conf complete it, where it is one of the cluster's. */
function fullName(process: Process, name: string): string {
  const domains = /search (.+)/.exec(process.machine.network.resolvConf)?.[1]?.split(" ") ?? [];
  const dots = name.split(".").length - 1;
  if (dots === 0) return `${name}.${domains[0] ?? ""}`;
  if (dots === 1) return `${name}.${domains[1] ?? ""}`;
  return dots === 2 && name.endsWith(".svc") ? `${name}.${domains[2] ?? ""}` : name.replace(/\.$/, "");
}

const getent: Program = async (process) => {
  const [database, name] = process.argv.slice(1);
  if (name === undefined || (database !== "hosts" && database !== "ahosts")) return 1;
  const found = await addresses(process, name);
  if (found instanceof NetworkError) return 2;
  for (const address of found) await process.stdout.write(`${address.padEnd(15)} ${fullName(process, name)}\n`);
  return 0;
};

const ping: Program = async (process) => {
  const args = process.argv.slice(1);
  const at = args.findIndex((word) => word.startsWith("-c"));
  const count = at < 0 ? 4 : Number(args[at] === "-c" ? args[at + 1] : args[at]!.slice(2)) || 4;
  const host = args.filter((word, index) => !word.startsWith("-") && !/^-[cwWi]$/.test(args[index - 1] ?? "")).at(-1);
  if (host === undefined) return 1;
  const found = await addresses(process, host);
  if (found instanceof NetworkError) {
    await process.stderr.write(`ping: bad address '${host}'\n`);
    return 1;
  }
  const [address = host] = found;
  await process.stdout.write(`PING ${host} (${address}): 56 data bytes\n`);
  // A ClusterIP is a rule for TCP ports, no machine: nothing answers a ping there. Pods do.
  const answers = address.startsWith("10.244.") || address.startsWith("127.");
  for (let sequence = 0; sequence < count; sequence += 1) {
    if (sequence > 0) await process.machine.clock.sleep(1000, process.signal);
    if (answers) await process.stdout.write(`64 bytes from ${address}: seq=${sequence} ttl=62 time=0.081 ms\n`);
  }
  await process.stdout.write(
    `\n--- ${host} ping statistics ---\n${count} packets transmitted, ${answers ? count : 0} packets received, ${answers ? 0 : 100}% packet loss\n`,
  );
  return answers ? 0 : 1;
};

const ifconfig: Program = async (process) => {
  const { address } = process.machine.network;
  await process.stdout.write(
    `eth0      Link encap:Ethernet  HWaddr 0A:58:0A:F4:00:01\n          inet addr:${address}  Bcast:10.244.0.255  Mask:255.255.255.0\n          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n\nlo        Link encap:Local Loopback\n          inet addr:127.0.0.1  Mask:255.0.0.0\n          UP LOOPBACK RUNNING  MTU:65536  Metric:1\n\n`,
  );
  return 0;
};

const ip: Program = async (process) => {
  const { address } = process.machine.network;
  const topic = process.argv[1] ?? "";
  if (/^a/.test(topic)) {
    await process.stdout.write(
      `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN qlen 1000\n    inet 127.0.0.1/8 scope host lo\n2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1500 qdisc noqueue state UP\n    inet ${address}/24 brd 10.244.0.255 scope global eth0\n`,
    );
  } else if (/^r/.test(topic)) await process.stdout.write(`default via 10.244.0.1 dev eth0\n10.244.0.0/24 dev eth0 scope link  src ${address}\n`);
  return 0;
};

export const nameTools: Readonly<Record<string, Program>> = { nslookup, ping, ifconfig, ip };

/** Of the C library, not of busybox. */
export const libraryTools: Readonly<Record<string, Program>> = { getent };
