/** The process behind it all: does it reach what it calls? The counter answers nothing at all while it can't reach redis (FACTS 1.1). */

import { environmentOf, takesFromElsewhere } from "../environment.ts";
import type { Finding } from "../finding.ts";
import { listOf, pick } from "../json.ts";
import { findKnownApp } from "../known-apps.ts";
import type { KubeObject } from "../model.ts";
import { findNearest } from "../nearness.ts";
import { containersOf, deploymentOf, envOf, isAlive } from "../pods.ts";
import type { View } from "../view.ts";
import { type Cause, firstCause, nameOf } from "./cause.ts";
import { hostUnknown, removeOverride, setEnv } from "./crash.ts";
import { type ContainerPlace, containerPath } from "./image.ts";
import { explainNames } from "./names.ts";
import { portsOf } from "./service-port.ts";
import { walkService } from "./walk.ts";

export function explainProcess(view: View, pod: KubeObject): Cause | undefined {
  const owner = deploymentOf(view, pod) ?? pod;
  const places = containersOf(pod).map((container) => ({ owner, container }));
  return firstCause([...places.map((place) => explainRedis(view, place)), ...places.map(explainOverride)]);
}

/** The container runs, but not what its image is for: `sleep 3600` listens on no port. */
function explainOverride(place: ContainerPlace): Finding | undefined {
  const app = findKnownApp(place.container.image);
  const fields = ["command", "args"].filter((field) => listOf(place.container.spec[field]).length > 0);
  const words = fields.flatMap((field) => listOf(place.container.spec[field]).map(String));
  // The images' entry points put the program before arguments that are only options.
  const isProgram = fields[0] !== "command" && words[0]?.startsWith("-") === true;
  if (app === undefined || words.length === 0 || isProgram || words.join(" ").includes(app.program)) return undefined;
  const path = containerPath(place, fields[0] ?? "command");
  return { code: "command-overridden", object: nameOf(place.owner), path, seen: words.join(" "), ...removeOverride(place, fields) };
}

function explainRedis(view: View, place: ContainerPlace): Cause | undefined {
  const redis = findKnownApp(place.container.image)?.redis;
  if (redis === undefined) return undefined;
  const host = variableOf(view, place, redis.host);
  const port = variableOf(view, place, redis.port);
  if (host !== undefined && host.value === undefined) return undefined;
  if (host === undefined || host.value === "" || host.value === "localhost" || host.value === "127.0.0.1") {
    return envMissing(place, host?.index, { name: redis.host, value: "redis" });
  }
  const address = explainAddressHost(view, place, host.index, host.value!);
  if (address !== "a name") return address;
  const target = parseHost(host.value!, place.owner.metadata.namespace ?? view.namespace);
  if (target === undefined) return undefined;
  const service = view.find("Service", target.name, target.namespace);
  if (service === undefined) return explainHost(view, place, { index: host.index, value: host.value!, env: redis.host, ...target });
  const number = port?.value === undefined ? 6379 : Number(port.value);
  const served = portsOf(service).map((held) => held.port);
  if (target.name !== "redis" && !served.includes(6379)) return envMissing(place, host.index, { name: redis.host, value: "redis" });
  if (!served.includes(number) && port !== undefined && served.includes(6379)) {
    return {
      code: "env-port-wrong",
      object: nameOf(place.owner),
      path: variablePath(place, port.index),
      seen: port.value ?? null,
      wanted: "6379",
      fix: setEnv(place, `${redis.port}=6379`),
    };
  }
  return walkService(view, { service: target.name, namespace: target.namespace, port: number, inner: true }) ?? explainNames(place.owner);
}

interface Variable {
  /** Where it is written out in the container; undefined: it comes from a ConfigMap as a whole. */
  readonly index: number | undefined;
  /** undefined: it can't be read from here. */
  readonly value: string | undefined;
}

function variableOf(view: View, { owner, container }: ContainerPlace, name: string): Variable | undefined {
  const written = envOf(container, name);
  if (written?.value !== undefined || !takesFromElsewhere(container.spec)) return written;
  const namespace = owner.metadata.namespace ?? view.namespace;
  const maps = view.glance("ConfigMap").filter((map) => map.metadata.namespace === namespace);
  const given = environmentOf(container.spec, maps);
  if (given.has(name)) return { index: written?.index, value: given.get(name) };
  return listOf(container.spec.envFrom).length > 0 && maps.length === 0 ? { index: undefined, value: undefined } : written;
}

function variablePath(place: ContainerPlace, index: number | undefined): string {
  return containerPath(place, index === undefined ? "env" : `env[${index}].value`);
}

function envMissing(place: ContainerPlace, index: number | undefined, wanted: { readonly name: string; readonly value: string }): Finding {
  return {
    code: index === undefined ? "env-missing" : "env-differs",
    object: nameOf(place.owner),
    path: variablePath(place, index),
    seen: index === undefined ? null : (envOf(place.container, wanted.name)?.value ?? null),
    wanted: index === undefined ? wanted : wanted.value,
    fix: setEnv(place, `${wanted.name}=${wanted.value}`),
  };
}

/** An address instead of a name: that of a Service leads on, that of a pod as well, and any other leads nowhere. */
function explainAddressHost(view: View, place: ContainerPlace, index: number | undefined, value: string): Cause | undefined | "a name" {
  if (!/^(\d{1,3}\.){3}\d{1,3}$/.test(value)) return "a name";
  const service = view.glance("Service").find((held) => pick(held, "spec", "clusterIP") === value);
  if (service !== undefined) return walkService(view, { service: service.metadata.name, namespace: service.metadata.namespace, port: 6379, inner: true });
  if (view.glance("Pod").some((pod) => isAlive(pod) && pick(pod, "status", "podIP") === value)) return undefined;
  return hostUnknown(place, { index, value, nearest: undefined });
}

/** redis, redis.NAMESPACE, redis.NAMESPACE.svc.cluster.local. undefined: no name of this cluster. */
function parseHost(host: string, own: string): { readonly name: string; readonly namespace: string } | undefined {
  const [name, namespace, ...rest] = host.replace(/\.$/, "").split(".") as [string, ...string[]];
  if (/^[\d.]+$/.test(host)) return undefined;
  if (rest.length > 0 && !["svc", "svc.cluster", "svc.cluster.local"].includes(rest.join("."))) return undefined;
  return { name, namespace: namespace ?? own };
}

interface UnknownHost {
  readonly index: number | undefined;
  readonly value: string;
  readonly env: string;
  readonly name: string;
  readonly namespace: string;
}

/** The name has no Service: misspelt here, or the Service isn't there (under the right name). */
function explainHost(view: View, place: ContainerPlace, host: UnknownHost): Cause | undefined {
  const own = place.owner.metadata.namespace ?? view.namespace;
  const names = view.objects("Service", own).map((service) => service.metadata.name);
  const isExpected = view.intent.namesOf("Service").has(host.name) || host.name === "redis";
  if (isExpected && host.namespace === own) return walkService(view, { service: host.name, namespace: own, port: 6379, inner: true });
  const nearest = names.includes(host.name) ? host.name : (findNearest(host.name, names) ?? names.find((name) => name === "redis"));
  return hostUnknown(place, { index: host.index, value: host.value, nearest });
}
