/** Whether two answers to a question say the same: the many right ways to write one down. */

/** `right` is as the cluster or the lab has it; `given` as somebody typed it. */
export function isSameAnswer(right: string, given: string): boolean {
  const wanted = tidied(right);
  return waysOf(given).some((way) => way === wanted || squeezed(way) === squeezed(wanted));
}

/** An answer without what people put around it: quotes, a scheme, a port, a full stop. */
export function plainAnswer(given: string): string {
  return withoutPort(tidied(given));
}

/** As it was typed; without a port; and, of `KEY=VALUE` and `KEY: VALUE`, the value. */
function waysOf(given: string): readonly string[] {
  const whole = tidied(given);
  const value = /^[\w./ -]*(?:=|:\s)\s*(.+)$/.exec(whole)?.[1];
  const plainly = whole.replace(/\s*(?:입니다|이에요|예요)$/, "");
  return [whole, withoutPort(whole), whole.replace(/^:\s*/, ""), plainly, ...(value === undefined ? [] : [tidied(value)])];
}

function tidied(text: string): string {
  return text
    .normalize("NFKC")
    .trim()
    .replace(/^["'`“‘]+|["'`”’]+$/g, "")
    .replace(/[.。]+$/, "")
    .replace(/[–—~∼〜]/g, "-")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/** 10.96.0.12:6379, tcp://10.96.0.12:6379, redis.default.svc.cluster.local.:6379. A mere number has no port. */
function withoutPort(text: string): string {
  return text
    .replace(/^[a-z]+:\/\//, "")
    .replace(/\/(?:tcp)?$/, "")
    .replace(/^([^:\s]*[a-z.][^:\s]*):\d{1,5}$/, "$1")
    .replace(/\.$/, "");
}

/** White space inside doesn't count where none belongs: "redis . default", "30000 - 32767". */
function squeezed(text: string): string {
  return text.replace(/\s+/g, "");
}
