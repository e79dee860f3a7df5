/** Connections of the network tools. */
import type { Duplex } from "node:stream";
import { NetworkError } from "../../pod-network.ts";
import type { Process } from "../machine/process.ts";

export type Dialled =
  | { readonly status: "open"; readonly socket: Duplex; readonly address: string }
  | { readonly status: "failed"; readonly error: NetworkError; readonly address: string | undefined };

/** A connection attempt is given up after this, as the kernel gives up. */
const GIVE_UP_MS = 130_000;

export async function dial(process: Process, host: string, port: number, timeoutMs = GIVE_UP_MS): Promise<Dialled> {
  const { network } = process.machine;
  const limit = new AbortController();
  let address: string | undefined;
  const timer = process.machine.clock.after(timeoutMs, () => limit.abort(new NetworkError("ETIMEDOUT", "timed out")));
  try {
    [address] = await network.resolve(host, process.signal);
    const socket = await network.connect(host, port, AbortSignal.any([process.signal, limit.signal]));
    socket.on("error", () => undefined);
    return { status: "open", socket, address: address ?? host };
  } catch (error) {
    if (process.signal.aborted) throw error;
    const trouble = limit.signal.aborted ? (limit.signal.reason as NetworkError) : error;
    if (!(trouble instanceof NetworkError)) throw error;
    return { status: "failed", error: trouble, address: trouble.address ?? address };
  } finally {
    timer.cancel();
  }
}
