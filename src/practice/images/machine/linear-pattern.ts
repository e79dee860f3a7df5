import { createContext, Script } from "node:vm";
import { RE2JS } from "re2js";

/** What only a backtracking search can find (a back reference) is given this long. */
const BOUND_MS = 200;

/**
 * A regular expression of a learner: its time grows with the text and not with the ways to read it, so that none of them
 * can stop the cluster. All of String's methods take it. Throws SyntaxError as RegExp does.
 */
export class LinearPattern extends RegExp {
  readonly #linear: RE2JS | undefined;
  /** The last search: until its match begins, nothing matches. */
  #seen: { readonly text: string; readonly from: number; readonly match: RegExpExecArray | null } | undefined;

  constructor(pattern: string | RegExp, flags = "") {
    super(pattern, flags);
    this.#linear = compile(this.source, this.flags);
  }

  override exec(text: string): RegExpExecArray | null {
    const linear = this.#linear;
    if (linear === undefined) return inTime(() => super.exec(text));
    const moves = this.global || this.sticky;
    const from = moves ? this.lastIndex : 0;
    const match = from > text.length ? null : this.#search(linear, text, from);
    const taken = match !== null && this.sticky && match.index !== from ? null : match;
    if (moves) this.lastIndex = taken === null ? 0 : taken.index + taken[0].length;
    return taken;
  }

  #search(linear: RE2JS, text: string, from: number): RegExpExecArray | null {
    const seen = this.#seen;
    if (seen !== undefined && seen.text === text && seen.from <= from && (seen.match === null || from <= seen.match.index)) return seen.match;
    const match = search(linear, text, from);
    this.#seen = { text, from, match };
    return match;
  }
}

function search(linear: RE2JS, text: string, from: number): RegExpExecArray | null {
  const matcher = linear.matcher(text);
  if (!matcher.find(from)) return null;
  // Groups that took no part are undefined, as in a match of RegExp's own.
  const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index) ?? undefined) as [string, ...string[]];
  return Object.assign(groups, { index: matcher.start(), input: text }) satisfies RegExpExecArray;
}

/** Undefined: not without backtracking. */
function compile(source: string, flags: string): RE2JS | undefined {
  const options = (flags.includes("i") ? RE2JS.CASE_INSENSITIVE : 0) | (flags.includes("s") ? RE2JS.DOTALL : 0) | (flags.includes("m") ? RE2JS.MULTILINE : 0);
  try {
    return RE2JS.compile(source.replaceAll("[^]", "(?s:.)"), options);
  } catch {
    return undefined;
  }
}

const call = new Script("run()");

function inTime<T>(run: () => T): T {
  try {
    return call.runInContext(createContext({ run }), { timeout: BOUND_MS }) as T;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    throw new TooCostly("takes too long");
  }
}

class TooCostly extends Error {
  override readonly name = "regular expression";
}
