/** "30s", "2m", "500ms" in milliseconds; a bare number counts seconds. */
export function readDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text);
  if (match?.[1] === undefined) return undefined;
  const unit = match[2] === "ms" ? 1 : match[2] === "m" ? 60_000 : 1000;
  return Math.round(Number(match[1]) * unit);
}
