/**
 * The mutants of a lab that are as right as its reference, each with the reason: solutions/NN-name/wrong/mutants.yaml.
 *
 *   equivalent:
 *     - mutants: ["* drop spec.template.spec.containers[0].ports"]     names; * stands for any text
 *       because: containerPort is for information only.
 *
 * What is listed here is examined as a right answer: it must earn full marks.
 */
import { parseDocument } from "yaml";
import * as z from "zod";

export interface Equivalent {
  readonly mutants: readonly string[];
  readonly because: string;
}

export type EquivalentsReading =
  | { readonly status: "read"; readonly equivalents: readonly Equivalent[] }
  | { readonly status: "invalid"; readonly mistakes: readonly string[] };

const shape = z.strictObject({ equivalent: z.array(z.strictObject({ mutants: z.array(z.string().min(1)).min(1), because: z.string().min(10) })) });

export function readEquivalents(text: string): EquivalentsReading {
  const document = parseDocument(text);
  if (document.errors.length > 0) return { status: "invalid", mistakes: document.errors.map(({ message }) => message.split("\n")[0] ?? message) };
  const shaped = shape.safeParse(document.toJS());
  if (!shaped.success) return { status: "invalid", mistakes: shaped.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) };
  return { status: "read", equivalents: shaped.data.equivalent };
}

/** Why a mutant of this name is right; undefined: it is a mistake. */
export function findReason(name: string, equivalents: readonly Equivalent[]): string | undefined {
  return equivalents.find(({ mutants }) => mutants.some((pattern) => fits(name, pattern)))?.because;
}

/** Patterns that fit no mutant: what they once excused is gone. */
export function idlePatterns(names: readonly string[], equivalents: readonly Equivalent[]): readonly string[] {
  return equivalents.flatMap(({ mutants }) => mutants.filter((pattern) => !names.some((name) => fits(name, pattern))));
}

function fits(name: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(name);
}
