import type { Duplex } from "node:stream";
import { NetworkError, type PodNetwork } from "../../pod-network.ts";
import type { ProbeResult } from "./prober.ts";

type RequestResult = Exclude<ProbeResult, { readonly status: "unknown" }>;

interface Target {
  readonly host: string;
  readonly port: number;
}

/** Connects and hangs up. Failures are told as Go's dialer tells them. */
export async function probeTcp(network: PodNetwork, { host, port }: Target, signal: AbortSignal): Promise<RequestResult> {
  try {
    (await network.connect(host, port, signal)).destroy();
    return { status: "success" };
  } catch (error) {
    return { status: "failure", message: dialText(error, { host, port }) };
  }
}

/** GET: 200 to 399 is well. */
export async function probeHttp(network: PodNetwork, { host, port, path }: Target & { readonly path: string }, signal: AbortSignal): Promise<RequestResult> {
  const url = `http://${host}:${port}${path.startsWith("/") ? path : `/${path}`}`;
  const failure = (message: string): RequestResult => ({ status: "failure", message: `Get "${url}": ${message}` });
  let socket: Duplex;
  try {
    socket = await network.connect(host, port, signal);
  } catch (error) {
    return failure(dialText(error, { host, port }));
  }
  socket.write(
    `GET ${new URL(url).pathname}${new URL(url).search} HTTP/1.1\r\nHost: ${host}:${port}\r\nUser-Agent: kube-probe/1.36\r\nAccept: */*\r\nConnection: close\r\n\r\n`,
  );
  const head = await readStatus(socket, signal);
  socket.destroy();
  if (signal.aborted) return failure("context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
  if (head === undefined) return failure("EOF");
  return head >= 200 && head < 400 ? { status: "success" } : { status: "failure", message: `HTTP probe failed with statuscode: ${head}` };
}

function readStatus(socket: Duplex, signal: AbortSignal): Promise<number | undefined> {
  return new Promise((resolve) => {
    let text = "";
    const settle = (status: number | undefined): void => {
      signal.removeEventListener("abort", abort);
      resolve(status);
    };
    const abort = (): void => settle(undefined);
    signal.addEventListener("abort", abort, { once: true });
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const status = /^HTTP\/\d\.\d (\d{3})/.exec(text)?.[1];
      if (status !== undefined) settle(Number(status));
    });
    socket.once("end", () => settle(undefined));
    socket.once("error", () => settle(undefined));
    socket.once("close", () => settle(undefined));
  });
}

function dialText(error: unknown, { host, port }: Target): string {
  const code = error instanceof NetworkError ? error.code : "ECONNREFUSED";
  const reason = code === "ECONNREFUSED" ? "connect: connection refused" : code === "EHOSTUNREACH" ? "connect: no route to host" : "i/o timeout";
  return `dial tcp ${host}:${port}: ${reason}`;
}
