/** Reads a progress file's text strictly: what does not fit is broken, what is newer is not ours to touch. */
import { z } from "zod";
import type { Progress } from "./progress.ts";

export type ReadProgress =
  | { readonly status: "read"; readonly progress: Progress }
  | { readonly status: "newer"; readonly formatVersion: number }
  | { readonly status: "broken" };

const lab = z.object({
  marks: z.record(z.string(), z.number()),
  answers: z.record(z.string(), z.string()),
  hints: z.record(z.string(), z.number()),
  solutions: z.record(z.string(), z.number()),
  step: z.string().optional(),
});

const shape = z.object({
  formatVersion: z.literal(1),
  cluster: z.object({ kind: z.enum(["practice", "minikube", "kubeconfig"]), name: z.string(), namespace: z.string() }).optional(),
  clusters: z.record(z.string(), z.record(z.string(), lab)),
});

export function readProgressText(text: string): ReadProgress {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { status: "broken" };
  }
  const version = z.object({ formatVersion: z.number() }).safeParse(document);
  if (version.success && version.data.formatVersion > 1) return { status: "newer", formatVersion: version.data.formatVersion };
  const parsed = shape.safeParse(document);
  return parsed.success ? { status: "read", progress: parsed.data } : { status: "broken" };
}
