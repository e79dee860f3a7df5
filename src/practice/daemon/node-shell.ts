/** `minikube ssh -- …`: one line of shell with the node's view of the network, in a container of the practice cluster's own. */
import { Writable } from "node:stream";
import type { Clock } from "../clock.ts";
import type { Image } from "../container.ts";
import { RULES_FOLDER } from "../images/node-tools.ts";
import { nodeDns, resolvConfOf } from "../network/dns-config.ts";
import type { Network } from "../network/network.ts";
import { NetworkError, type PodNetwork } from "../pod-network.ts";

export interface ShellResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Rejects when there is no such node. */
export function createNodeShell(parts: { readonly network: Network; readonly image: Image; readonly clock: Clock }) {
  return async ({ node, line }: { readonly node: string; readonly line: string }, signal: AbortSignal): Promise<ShellResult> => {
    const rules = new Map([["iptables", { content: Buffer.from(parts.network.rules()), mode: 0o644 }]]);
    const network = nodeNetwork(parts.network, node);
    const container = parts.image.start({
      command: undefined,
      args: undefined,
      mounts: [{ path: RULES_FOLDER, subPath: undefined, readOnly: true, volume: { kind: "texts", read: () => rules } }],
      env: { HOME: "/home/docker", USER: "docker" },
      workingDir: "/",
      hostname: node,
      network,
      clock: parts.clock,
      log: () => {},
    });
    const [stdout, stderr] = [collector(), collector()];
    const session = container.exec({ command: ["sh", "-c", line], tty: false, stdout, stderr });
    signal.addEventListener("abort", () => session.kill(), { once: true });
    const end = await session.done;
    container.stop(0);
    if (end.status === "failed") return { exitCode: end.code, stdout: stdout.text(), stderr: end.message };
    return { exitCode: end.code, stdout: stdout.text(), stderr: stderr.text() };
  };
}

/** The node asks its own resolver, which knows no Service: only addresses, itself and localhost. */
function nodeNetwork(network: Network, node: string): PodNetwork {
  return {
    address: "127.0.0.1",
    resolvConf: resolvConfOf(nodeDns),
    listen() {
      throw new NetworkError("EADDRINUSE", "nothing can listen on the node");
    },
    connect: (host, port, signal) => network.connectFromNode(node, host, port, signal),
    async resolve(name) {
      if (/^\d+(\.\d+){3}$/.test(name)) return [name];
      if (name === "localhost" || name === node) return ["127.0.0.1"];
      throw new NetworkError("ENOTFOUND", `getaddrinfo ENOTFOUND ${name}`);
    },
    ask: async () => ({ status: "silent" }),
    sockets: () => [],
  };
}

function collector(): Writable & { text(): string } {
  const chunks: Buffer[] = [];
  const writable = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return Object.assign(writable, { text: () => Buffer.concat(chunks).toString("utf8") });
}
