/** How deep a body may nest; a Deployment needs fewer than 20 levels. */
const deepest = 400;

/**
 * Whether a JSON or YAML text nests deeper than anything that is meant. Must be asked before a recursive reader sees the text:
 * at the end of the stack V8 may end the whole process (when it compiles a regular expression there), which nothing can catch.
 */
export function nestsTooDeep(text: string): boolean {
  return deepestBrackets(text) > deepest || /^[ \t]{1000}/m.test(text) || /(?:^|\n)[ \t]*(?:[-?] +){200}/.test(text);
}

/** Brackets and braces outside double quotes. */
function deepestBrackets(text: string): number {
  let depth = 0;
  let most = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) isQuoted = !isQuoted;
    else if (isQuoted) {
      if (code === 0x5c) at += 1;
      // A quote that stays open to the end of a YAML line may be none.
      else if (code === 0x0a) isQuoted = false;
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      most = Math.max(most, depth);
    } else if (code === 0x5d || code === 0x7d) depth = Math.max(depth - 1, 0);
  }
  return most;
}
