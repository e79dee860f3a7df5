/** nslookup of busybox 1.36: only a name without a dot is tried with the search list, and what a server doesn't know is told for each try. */
import type { DnsAnswer } from "../../pod-network.ts";
import type { Process, Program } from "../machine/process.ts";

const TYPES = ["SOA", "NS", "A", "AAAA", "CNAME", "MX", "TXT", "SRV", "PTR", "ANY"];

interface Query {
  readonly name: string;
  readonly type: string;
}

export const nslookup: Program = async (process) => {
  const { types, operands, wrong } = readWords(process.argv.slice(1));
  if (wrong !== undefined) {
    await process.stderr.write(`nslookup: invalid query type "${wrong}"\n`);
    return 1;
  }
  const [name, other] = operands;
  if (name === undefined || operands.length > 2) {
    await process.stderr.write("BusyBox v1.36.1 multi-call binary.\n\nUsage: nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]\n");
    return 1;
  }
  const server = await serverAddress(process, other);
  if (server === undefined) {
    await process.stderr.write(`nslookup: bad address '${other}'\n`);
    return 1;
  }
  let status = 0;
  for (const [index, query] of queries(process, name, types).entries()) {
    const reply = await process.machine.network.ask(query.name, { server, signal: process.signal });
    if (reply.status !== "answered") {
      if (reply.status === "refused") await process.stderr.write(`nslookup: write to '${server}': Connection refused\n`);
      await process.stdout.write(";; connection timed out; no servers could be reached\n\n");
      return 1;
    }
    if (index === 0) await process.stdout.write(`Server:\t\t${server}\nAddress:\t${server}:53\n\n`);
    if (reply.code !== "NOERROR") status = 1;
    await process.stdout.write(`${text(query, reply)}\n`);
  }
  return status;
};

/** The old nslookup, before busybox 1.29: it asks as every other program does, and names addresses. */
export const oldNslookup: Program = async (process) => {
  const [name, other] = process.argv.slice(1).filter((word) => !word.startsWith("-"));
  const { network } = process.machine;
  if (name === undefined) {
    await process.stderr.write(
      "BusyBox v1.28.4 (2018-05-22 17:00:17 UTC) multi-call binary.\n\nUsage: nslookup [HOST] [SERVER]\n\nQuery the nameserver for the IP address of the given HOST\n",
    );
    return 1;
  }
  const server = (await serverAddress(process, other)) ?? other ?? "";
  const addresses = await network.resolve(name, process.signal).catch(() => []);
  const line = async (address: string, index: number): Promise<string> =>
    `Address ${index + 1}: ${[address, await nameOf(process, address)].filter(Boolean).join(" ")}\n`;
  await process.stdout.write(`Server:    ${server}\n${await line(server, 0)}\n`);
  if (addresses.length === 0) {
    await process.stderr.write(`nslookup: can't resolve '${name}'\n`);
    return 1;
  }
  const lines = await Promise.all(addresses.map(line));
  await process.stdout.write(`Name:      ${name}\n${lines.join("")}`);
  return 0;
};

async function nameOf(process: Process, address: string): Promise<string | undefined> {
  const reply = await process.machine.network.ask(reversed(address), { signal: process.signal });
  return reply.status === "answered" ? reply.records[0]?.data : undefined;
}

function text({ name, type }: Query, { code, records }: DnsAnswer): string {
  if (code !== "NOERROR") return `** server can't find ${name}: ${code}\n`;
  const shown = records.filter((record) => type === "ANY" || record.type === type || record.type === "CNAME");
  return shown.map((record) => LINES[record.type](record.name, record.data)).join("");
}

const LINES = {
  A: (name: string, data: string) => `Name:\t${name}\nAddress: ${data}\n`,
  CNAME: (name: string, data: string) => `${name}\tcanonical name = ${data}\n`,
  PTR: (name: string, data: string) => `${name}\tname = ${data}\n`,
  SRV: (name: string, data: string) => `${name}\tservice = ${data}\n`,
};

function queries(process: Process, name: string, types: readonly string[]): readonly Query[] {
  if (types.length === 0 && isIPv4(name)) return [{ name: reversed(name), type: "PTR" }];
  const domains = /^search (.+)$/m.exec(process.machine.network.resolvConf)?.[1]?.split(" ") ?? [];
  const names = name.includes(".") || domains.length === 0 ? [name] : domains.map((domain) => `${name}.${domain}`);
  const wanted = types.length === 0 ? ["A", "AAAA"] : types;
  return wanted.flatMap((type) => (type === "PTR" ? [{ name, type }] : names.map((each) => ({ name: each, type }))));
}

function readWords(words: readonly string[]): { readonly types: readonly string[]; readonly operands: readonly string[]; readonly wrong?: string } {
  const types: string[] = [];
  const operands: string[] = [];
  for (const word of words) {
    const type = /^-(?:t|ty|typ|type|q|qu|query|querytype)=(.*)$/.exec(word)?.[1]?.toUpperCase();
    if (type !== undefined && !TYPES.includes(type)) return { types, operands, wrong: type };
    if (type !== undefined) types.push(type);
    else if (!word.startsWith("-")) operands.push(word);
  }
  return { types, operands };
}

async function serverAddress(process: Process, given: string | undefined): Promise<string | undefined> {
  const { network } = process.machine;
  if (given === undefined) return /^nameserver (\S+)/m.exec(network.resolvConf)?.[1] ?? "127.0.0.1";
  const host = given.replace(/:53$/, "");
  return isIPv4(host) ? host : (await network.resolve(host, process.signal).catch(() => []))[0];
}

function reversed(address: string): string {
  return `${address.split(".").reverse().join(".")}.in-addr.arpa`;
}

function isIPv4(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text);
}
