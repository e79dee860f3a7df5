import { Writable } from "node:stream";
import type { Clock } from "../../clock.ts";
import type { Container } from "../../container.ts";
import type { ContainerSpec } from "../../objects.ts";
import type { PodNetwork } from "../../pod-network.ts";
import { probeHttp } from "./probe-requests.ts";

interface Handler {
  readonly exec?: { readonly command?: readonly string[] };
  readonly httpGet?: { readonly path?: string; readonly port: number | string; readonly host?: string };
  readonly sleep?: { readonly seconds: number };
}

export interface HookTarget {
  readonly spec: ContainerSpec;
  readonly container: Container;
  readonly network: PodNetwork;
  readonly clock: Clock;
}

/** Runs lifecycle.postStart or lifecycle.preStop to its end; undefined: there is none, or it went well. Else what went wrong, in the kubelet's words. */
export async function runHook(target: HookTarget, name: "postStart" | "preStop", signal: AbortSignal): Promise<string | undefined> {
  const handler = (target.spec.lifecycle as Readonly<Record<string, Handler | undefined>> | undefined)?.[name];
  if (handler === undefined) return undefined;
  if (handler.sleep !== undefined) {
    await target.clock.sleep(handler.sleep.seconds * 1000, signal).catch(() => undefined);
    return undefined;
  }
  if (handler.httpGet !== undefined) {
    const { host = target.network.address, path = "/", port } = handler.httpGet;
    const number = typeof port === "number" ? port : (target.spec.ports?.find((each) => each.name === port)?.containerPort ?? Number(port));
    const result = await probeHttp(target.network, { host, port: number, path }, signal);
    return result.status === "success" ? undefined : result.message;
  }
  return handler.exec === undefined ? undefined : await runCommand(target.container, handler.exec.command ?? [], signal);
}

async function runCommand(container: Container, command: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  let output = "";
  const sink = (): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        output += chunk.toString();
        done();
      },
    });
  const running = container.exec({ command, tty: false, stdout: sink(), stderr: sink() });
  const kill = (): void => running.kill();
  signal.addEventListener("abort", kill, { once: true });
  const done = await running.done;
  signal.removeEventListener("abort", kill);
  if (done.status === "failed") return done.message;
  return done.code === 0 ? undefined : `command '${command.join(" ")}' exited with ${done.code}: ${output}`;
}
