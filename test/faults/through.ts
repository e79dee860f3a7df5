/** Scenes in which the command reaches its cluster through a server that does what is wrong. */
import { type Asked, type Deed, type FaultyApiOptions, startFaultyApi } from "../support/faulty-api.ts";
import type { Scene } from "./fault.ts";
import type { Stand } from "./stand.ts";

export type Rule = (asked: Asked) => Deed;

export function through(deed: Rule, options: Partial<FaultyApiOptions> = {}) {
  return async (stand: Stand): Promise<Scene> => {
    const api = await startFaultyApi({ upstream: stand.kubeconfig, deed, ...options });
    return { environment: { KUBECONFIG: api.kubeconfig }, end: api.close };
  };
}

export function status(code: number, reason: string, message: string, headers: Readonly<Record<string, string>> = {}): Deed {
  return { do: "answer", code, headers, body: JSON.stringify({ kind: "Status", apiVersion: "v1", status: "Failure", message, reason, code }) };
}

// biome-ignore lint/suspicious/noExplicitAny: objects of any kind, to be spoilt.
export type Item = any;

/** Changes the items of one kind of list; those that it answers undefined for are gone. */
export function items(plural: string, change: (item: Item) => Item | undefined): Rule {
  const spoil = (list: Record<string, unknown>): void => {
    list.items = (list.items as Item[]).flatMap((item) => change(item) ?? []);
  };
  return ({ url }) => (new RegExp(`/${plural}(\\?(?!.*watch)|$)`).test(url) ? { do: "change", change: spoil } : undefined);
}

/** The first deed that has something to do. */
export function either(...deeds: readonly Rule[]): Rule {
  return (asked) => deeds.map((deed) => deed(asked)).find((deed) => deed !== undefined);
}
