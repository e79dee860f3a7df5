import { parse } from "yaml";

/** Addresses are numbers here: both ends of a range belong to it. */
interface Range {
  readonly first: number;
  readonly last: number;
}

export interface Pool {
  readonly name: string;
  readonly autoAssign: boolean;
  readonly ranges: readonly Range[];
}

export type Pools = { readonly status: "valid"; readonly pools: readonly Pool[] } | { readonly status: "invalid"; readonly message: string };

/** Reads the `config` key of MetalLB's ConfigMap as v0.9.6 does. */
export function readPools(text: string): Pools {
  try {
    return { status: "valid", pools: poolsOf(parse(text)) };
  } catch (error) {
    return { status: "invalid", message: error instanceof Error ? error.message : String(error) };
  }
}

export function addressText(value: number): string {
  return [24, 16, 8, 0].map((bits) => (value >>> bits) & 255).join(".");
}

/** NaN when it is no IPv4 address. */
export function addressNumber(text: string): number {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text.trim())?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return Number.NaN;
  return parts.reduce((value, part) => value * 256 + part, 0);
}

export function contains({ ranges }: Pool, address: number): boolean {
  return ranges.some(({ first, last }) => first <= address && address <= last);
}

function poolsOf(config: unknown): readonly Pool[] {
  const pools = (config as { readonly "address-pools"?: unknown } | null)?.["address-pools"] ?? [];
  if (!Array.isArray(pools)) throw new Error("could not parse config: address-pools must be a list");
  return pools.map((pool: Record<string, unknown>, index) => {
    const name = String(pool.name ?? "");
    const fail = (why: string): Error => new Error(`parsing address pool #${index + 1}: ${why}`);
    if (name === "") throw fail("missing pool name");
    if (pool.protocol !== "layer2" && pool.protocol !== "bgp") throw fail(pool.protocol ? `unknown protocol "${String(pool.protocol)}"` : "missing protocol");
    const addresses = Array.isArray(pool.addresses) ? pool.addresses : [];
    if (addresses.length === 0) throw fail("pool has no prefixes defined");
    return { name, autoAssign: pool["auto-assign"] !== false, ranges: addresses.map((text) => rangeOf(String(text), name)) };
  });
}

function rangeOf(text: string, pool: string): Range {
  const invalid = (why: string): Error => new Error(`invalid CIDR "${text}" in pool "${pool}": ${why}`);
  const [start = "", end] = text.split("-");
  if (end !== undefined) {
    const range = { first: addressNumber(start), last: addressNumber(end) };
    if (Number.isNaN(range.first)) throw invalid(`invalid start IP "${start.trim()}"`);
    if (Number.isNaN(range.last)) throw invalid(`invalid end IP "${end.trim()}"`);
    if (range.first > range.last) throw invalid(`start IP "${start.trim()}" is after the end IP "${end.trim()}"`);
    return range;
  }
  const [base = "", bits = ""] = text.split("/");
  const length = /^\d+$/.test(bits) ? Number(bits) : Number.NaN;
  const address = addressNumber(base);
  if (Number.isNaN(address) || !(length <= 32)) throw invalid(`invalid CIDR "${text}"`);
  const size = 2 ** (32 - length);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}
