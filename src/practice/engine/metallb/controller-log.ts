import type { Clock } from "../../clock.ts";

/** What MetalLB's controller writes: lines of JSON with their keys in order, as go-kit's logger has them. */
export interface ControllerLog {
  write(fields: Readonly<Record<string, string | null>>): void;
  /** Hands each further line on. Returns how to stop. */
  follow(listener: (line: string) => void): () => void;
}

export function createControllerLog(clock: Clock): ControllerLog {
  const listeners = new Set<(line: string) => void>();
  return {
    write(fields) {
      const all = { ...fields, ts: new Date(clock.now()).toISOString() };
      const line = JSON.stringify(Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1))));
      for (const listener of listeners) listener(line);
    },
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
