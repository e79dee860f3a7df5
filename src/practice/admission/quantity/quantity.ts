/** Amounts of resources: "100m", "128Mi", "0.5", "1e3". */

export type QuantityReading =
  | {
      readonly status: "quantity" /** In units of the resource, for comparing. */;
      readonly amount: number /** As the API writes it back. */;
      readonly canonical: string;
    }
  | { readonly status: "malformed"; readonly why: string };

const wrongFormat = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};
const decimalSuffixes = ["E", "P", "T", "G", "M", "k", "", "m", "u", "n"];
const binarySuffixes = ["Ei", "Pi", "Ti", "Gi", "Mi", "Ki", ""];

export function readQuantity(text: string): QuantityReading {
  const found = /^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$/.exec(text);
  if (found === null) return { status: "malformed", why: wrongFormat };
  const [, digits = "", suffix = ""] = found;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(digits)) return { status: "malformed", why: "unable to parse numeric part of quantity" };
  const exponent = /^[eE]([-+]?\d+)$/.exec(suffix);
  const factor = exponent === null ? factors[suffix] : 10 ** Number(exponent[1]);
  if (factor === undefined) return { status: "malformed", why: "unable to parse quantity's suffix" };
  const amount = Number(digits) * factor;
  return { status: "quantity", amount, canonical: exponent === null ? canonical(digits, suffix, amount) : text };
}

/** A whole number with the largest suffix of its family that keeps it whole. */
function canonical(digits: string, suffix: string, amount: number): string {
  if (amount === 0) return "0";
  const binary = suffix.endsWith("i") && Math.abs(amount) >= 1024;
  if (/^[1-9]\d{0,2}$/.test(digits) && !(suffix === "" && digits.length > 3)) return `${digits}${suffix}`;
  for (const each of binary ? binarySuffixes : decimalSuffixes) {
    const scaled = amount / factors[each]!;
    const rounded = Math.round(scaled * 1e6) / 1e6;
    if (Number.isInteger(rounded) && Math.abs(rounded) >= 1) return `${rounded}${each}`;
  }
  return `${digits}${suffix}`;
}
