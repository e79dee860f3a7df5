import type { ContainerContext } from "../../container.ts";
import type { Files } from "./files.ts";

/** What the kubelet and the runtime lay into every container. */
export function layBaseFiles(files: Files, { hostname, network, clock, hostAliases = [] }: ContainerContext): void {
  const modified = clock.now();
  for (const path of ["/tmp", "/root", "/proc", "/sys", "/var/run", "/home", "/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin"]) {
    files.put(path, { kind: "directory", mode: path === "/tmp" ? 0o1777 : 0o755, modified });
  }
  const texts: Readonly<Record<string, string>> = {
    "/etc/hostname": `${hostname}\n`,
    "/etc/hosts": hostsFile(network.address, hostname) + aliasLines(hostAliases),
    "/etc/resolv.conf": network.resolvConf,
    "/etc/passwd": "root:x:0:0:root:/root:/bin/sh\n",
    "/etc/group": "root:x:0:\n",
  };
  for (const [path, text] of Object.entries(texts)) files.put(path, { kind: "file", content: Buffer.from(text), mode: 0o644, modified });
  for (const path of ["/dev/null", "/dev/tty", "/dev/stdin", "/dev/stdout", "/dev/stderr"]) {
    files.put(path, { kind: "file", content: Buffer.alloc(0), mode: 0o666, modified, isDevice: true });
  }
}

function hostsFile(address: string, hostname: string): string {
  return [
    "# Kubernetes-managed hosts file.",
    "127.0.0.1\tlocalhost",
    "::1\tlocalhost ip6-localhost ip6-loopback",
    "fe00::0\tip6-localnet",
    "fe00::0\tip6-mcastprefix",
    "fe00::1\tip6-allnodes",
    "fe00::2\tip6-allrouters",
    `${address}\t${hostname}`,
    "",
  ].join("\n");
}

function aliasLines(aliases: NonNullable<ContainerContext["hostAliases"]>): string {
  if (aliases.length === 0) return "";
  return ["", "# Entries added by HostAliases.", ...aliases.map(({ ip, hostnames = [] }) => [ip, ...hostnames].join("\t")), ""].join("\n");
}
