/** netstat of busybox: what listens in the pod, and what is connected. */
import type { SocketState } from "../../pod-network.ts";
import { tool } from "./tool.ts";

const HEADER = "Proto Recv-Q Send-Q Local Address           Foreign Address         State       ";

export const netstat = tool({
  name: "netstat",
  letters: "tulnaepWr",
  async run(process, options) {
    const owner = options.has("p");
    if (options.has("r")) {
      await process.stdout.write(ROUTES);
      return 0;
    }
    const { network } = process.machine;
    const isWanted = ({ state }: SocketState): boolean => options.has("a") || (state === "LISTEN") === options.has("l");
    const shown = options.has("u") && !options.has("t") ? [] : network.sockets().filter(isWanted);
    const which = options.has("a") ? "servers and established" : options.has("l") ? "only servers" : "w/o servers";
    const lines = shown.map((each) => `${lineOf(each)}${owner ? "-" : ""}`);
    await process.stdout.write(
      [`Active Internet connections (${which})`, `${HEADER}${owner ? "PID/Program name    " : ""}`, ...lines].map((line) => `${line}\n`).join(""),
    );
    return 0;
  },
});

function lineOf({ local, remote, state }: SocketState): string {
  const place = (address: string, port: number | undefined): string => `${address}:${port ?? "*"}`.padEnd(23);
  return `tcp        0      0 ${place(local.address, local.port)} ${place(remote?.address ?? "0.0.0.0", remote?.port)} ${state.padEnd(12)}`;
}

const ROUTES = `Kernel IP routing table
Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface
default         10.244.0.1      0.0.0.0         UG        0 0          0 eth0
10.244.0.0      *               255.255.255.0   U         0 0          0 eth0
`;
