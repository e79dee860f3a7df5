import type { Clock } from "../../clock.ts";
import type { Container } from "../../container.ts";
import type { ContainerSpec } from "../../objects.ts";
import type { PodNetwork } from "../../pod-network.ts";
import { runCommand } from "./container-command.ts";
import { containerPort } from "./container-port.ts";
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
    const result = await probeHttp(target.network, { host, port: containerPort(target.spec, port), path }, signal);
    return result.status === "success" ? undefined : result.message;
  }
  return handler.exec === undefined ? undefined : await runExec(target.container, handler.exec.command ?? [], signal);
}

async function runExec(container: Container, command: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  const { done, output } = await runCommand(container, command, signal);
  if (done.status === "failed") return done.message;
  return done.code === 0 ? undefined : `command '${command.join(" ")}' exited with ${done.code}: ${output}`;
}
