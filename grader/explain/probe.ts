/** A container whose probe asks for what its program doesn't have: unready, or killed again and again. */
import type { Finding } from "../finding.ts";
import { jsonPatch, setField } from "../fix.ts";
import { asJson, keysOf, listOf, pick } from "../json.ts";
import { findKnownApp } from "../known-apps.ts";
import { nameOf } from "./cause.ts";
import { type ContainerPlace, containerPath, pointerTo } from "./image.ts";

type ProbeName = "readinessProbe" | "startupProbe" | "livenessProbe";

/** It runs and isn't ready: as long as the startup probe fails, no other is asked. undefined: no probe keeps it. */
export function explainProbe(place: ContainerPlace): Finding | undefined {
  const names: readonly ProbeName[] = place.container.status.started === false ? ["startupProbe"] : ["readinessProbe"];
  const name = names.find((each) => place.container.spec[each] !== undefined);
  return name && (mistakeIn(place, name, "probe-fails") ?? whole(place, name, "probe-fails"));
}

/** It was ended and started again, and a probe that does so asks in vain. `failed`: those that the node says have failed. undefined: no such probe. */
export function explainKilling(place: ContainerPlace, failed: readonly ProbeName[]): Finding | undefined {
  const known = mistakeIn(place, "livenessProbe", "probe-kills") ?? mistakeIn(place, "startupProbe", "probe-kills");
  const name = failed.find((each) => place.container.spec[each] !== undefined);
  return known ?? (name && whole(place, name, "probe-kills"));
}

/** What a probe of a known program asks for that it doesn't have: another port, another path. */
function mistakeIn(place: ContainerPlace, name: ProbeName, code: Finding["code"]): Finding | undefined {
  const probe = place.container.spec[name];
  const app = findKnownApp(place.container.image);
  const kind = ["httpGet", "tcpSocket"].find((each) => pick(probe, each) !== undefined);
  if (kind === undefined || app === undefined) return undefined;
  const port = pick(probe, kind, "port");
  const path = kind === "httpGet" ? (pick(probe, kind, "path") ?? "/") : "/";
  const [field, seen, wanted] = portNumber(place, port) !== app.listens ? ["port", port, app.listens] : ["path", path, "/"];
  if (seen === wanted) return undefined;
  const where = containerPath(place, `${name}.${kind}.${field}`);
  return {
    code,
    object: nameOf(place.owner),
    path: where,
    seen: asJson(seen),
    wanted: asJson(wanted),
    fix: setField(place.owner, keysOf(where), asJson(wanted)!),
  };
}

/** A probe that can't be read any closer; without it the program counts as ready when it runs. */
function whole(place: ContainerPlace, name: ProbeName, code: "probe-fails" | "probe-kills"): Finding {
  const path = containerPath(place, name);
  const fix = findKnownApp(place.container.image) === undefined ? {} : { fix: jsonPatch(place.owner, { op: "remove", path: pointerTo(path) }) };
  return { code, object: nameOf(place.owner), path, seen: asJson(place.container.spec[name]), ...fix };
}

function portNumber(place: ContainerPlace, port: unknown): unknown {
  if (typeof port !== "string") return port;
  const named = listOf(place.container.spec.ports).find((held) => pick(held, "name") === port);
  return pick(named, "containerPort");
}
