/** A span of time as kubectl shows ages: "45s", "7m46s", "3h", "2d5h". */
export function humanDuration(milliseconds: number): string {
  const total = Math.trunc(milliseconds / 1000);
  if (total < -1) return "<invalid>";
  if (total < 120) return `${Math.max(total, 0)}s`;
  const minutes = Math.floor(total / 60);
  if (minutes < 10) return withRest(minutes, "m", total % 60, "s");
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return withRest(hours, "h", minutes % 60, "m");
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (hours < 24 * 8) return withRest(days, "d", hours % 24, "h");
  if (days < 730) return `${days}d`;
  const years = Math.floor(days / 365);
  return days < 365 * 8 ? withRest(years, "y", days % 365, "d") : `${years}y`;
}

function withRest(count: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${count}${unit}` : `${count}${unit}${rest}${restUnit}`;
}

/** The age of a time as the API writes it; "<unknown>" for none. */
export function ageOf(time: string | undefined | null, now: number): string {
  const since = time === undefined || time === null ? Number.NaN : Date.parse(time);
  return Number.isNaN(since) ? "<unknown>" : humanDuration(now - since);
}
