/** Kubernetes quantities, compared by value: 500m is 0.5, 1Gi is 1024Mi. */
const binary: Readonly<Record<string, number>> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 };
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** undefined: not a quantity. */
function quantityValue(text: string): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+)|([KMGTPE]i)|([numkMGTPE]?))$/.exec(text);
  if (match === null) return undefined;
  const [, digits, exponent, power, suffix] = match;
  if (power !== undefined) return Number(digits) * 1024 ** binary[power]!;
  return Number(`${digits}e${exponent ?? decimal[suffix ?? ""]}`);
}

export function isSameQuantity(a: unknown, b: unknown): boolean {
  const [left, right] = [quantityValue(String(a)), quantityValue(String(b))];
  return left !== undefined && left === right;
}
