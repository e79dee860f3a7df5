import type { Clock } from "../../clock.ts";
import type { KubeObject } from "../../objects.ts";
import type { ResourceName } from "../../registry.ts";
import type { Store } from "../../store/store.ts";
import type { Admission, AdmissionContext } from "../admission-port.ts";
import { kindOf } from "../catalogue.ts";

/** What the registry's operations share. */
export interface Core {
  readonly store: Store;
  readonly clock: Clock;
  readonly admission: Admission;
}

export function stored(
  core: Core,
  ref: { readonly resource: ResourceName; readonly namespace?: string | undefined; readonly name: string },
): KubeObject | undefined {
  return core.store.get(ref.resource, kindOf(ref.resource).namespaced ? (ref.namespace ?? "") : "", ref.name);
}

export function admissionContext(core: Core, options: { readonly dryRun?: boolean; readonly warn?: (text: string) => void }): AdmissionContext {
  return {
    list: <T extends KubeObject>(resource: ResourceName, namespace?: string) => core.store.list(resource, namespace) as readonly T[],
    get: <T extends KubeObject>(ref: Parameters<AdmissionContext["get"]>[0]) => stored(core, ref) as T | undefined,
    now: core.clock.now(),
    dryRun: options.dryRun === true,
    warn: options.warn ?? (() => undefined),
  };
}
