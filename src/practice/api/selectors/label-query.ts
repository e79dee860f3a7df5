import type { Labels } from "../../objects.ts";
import { badRequest } from "../errors.ts";
import { type Token, tokens } from "./lexer.ts";

/** One requirement on labels: `key`, `!key`, `key=value`, `key in (a,b)` … */
interface Requirement {
  readonly key: string;
  readonly operator: "in" | "notin" | "exists" | "absent" | "above" | "below";
  readonly values: readonly string[];
}

export type LabelMatcher = (labels: Labels | undefined) => boolean;

/** Throws ApiError BadRequest with upstream's text. An empty query matches everything. */
export function parseLabelQuery(query: string): LabelMatcher {
  const requirements = new Parser(tokens(query)).parse();
  return (labels = {}) => requirements.every((requirement) => meets(labels, requirement));
}

function meets(labels: Labels, { key, operator, values }: Requirement): boolean {
  const value = labels[key];
  switch (operator) {
    case "exists":
      return value !== undefined;
    case "absent":
      return value === undefined;
    case "in":
      return value !== undefined && values.includes(value);
    case "notin":
      return value === undefined || !values.includes(value);
    case "above":
      return value !== undefined && Number(value) > Number(values[0]);
    case "below":
      return value !== undefined && Number(value) < Number(values[0]);
  }
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(all: readonly Token[]) {
    this.#tokens = all;
  }

  parse(): readonly Requirement[] {
    const requirements: Requirement[] = [];
    if (this.#peek().kind === "end") return requirements;
    for (;;) {
      const start = this.#peek();
      if (start.kind !== "identifier" && start.text !== "!") throw badRequest(`found '${start.text}', expected: !, identifier, or 'end of string'`);
      requirements.push(this.#requirement());
      const next = this.#take();
      if (next.kind === "end") return requirements;
      if (next.text !== ",") throw badRequest(`found '${next.text}', expected: ',' or 'end of string'`);
      const after = this.#peek();
      if (after.kind !== "identifier" && after.text !== "!") throw badRequest(`found '${after.text}', expected: identifier after ','`);
    }
  }

  #requirement(): Requirement {
    const absent = this.#peek().text === "!";
    if (absent) this.#take();
    const key = this.#take();
    if (key.kind !== "identifier") throw unparsed(`found '${key.text}', expected: identifier`);
    verifyKey(key.text);
    if (absent) return { key: key.text, operator: "absent", values: [] };
    if (this.#peek().kind === "end" || this.#peek().text === ",") return { key: key.text, operator: "exists", values: [] };
    const { operator, many } = this.#operator();
    const values = many ? this.#set() : [this.#single()];
    for (const value of values) verifyValue(key.text, value);
    if ((operator === "above" || operator === "below") && !/^[+-]?\d+$/.test(values[0] ?? "")) {
      throw unparsed(`values[0][${key.text}]: Invalid value: ${JSON.stringify(values[0])}: for 'Gt', 'Lt' operators, the value must be an integer`);
    }
    return { key: key.text, operator, values };
  }

  #operator(): { readonly operator: Requirement["operator"]; readonly many: boolean } {
    const { text } = this.#take();
    switch (text) {
      case "=":
      case "==":
        return { operator: "in", many: false };
      case "!=":
        return { operator: "notin", many: false };
      case ">":
        return { operator: "above", many: false };
      case "<":
        return { operator: "below", many: false };
      case "in":
        return { operator: "in", many: true };
      case "notin":
        return { operator: "notin", many: true };
      default:
        throw unparsed(`found '${text}', expected: in, notin, =, ==, !=, gt, lt`);
    }
  }

  #single(): string {
    const next = this.#peek();
    if (next.kind === "end" || next.text === ",") return "";
    this.#take();
    if (next.kind !== "identifier") throw unparsed(`found '${next.text}', expected: identifier`);
    return next.text;
  }

  #set(): readonly string[] {
    const open = this.#take();
    if (open.text !== "(") throw unparsed(`found '${open.text}', expected: '('`);
    const values: string[] = [];
    for (;;) {
      const next = this.#take();
      if (next.text === ")") return values.length === 0 ? [""] : values;
      if (next.kind === "end") throw unparsed(`found '', expected: ',', or ')'`);
      if (next.kind === "identifier") values.push(next.text);
      else if (next.text !== ",") throw unparsed(`found '${next.text}', expected: ',', ')' or identifier`);
    }
  }

  #peek(): Token {
    return this.#tokens[this.#at]!;
  }

  #take(): Token {
    const token = this.#peek();
    if (token.kind !== "end") this.#at++;
    return token;
  }
}

function unparsed(why: string): Error {
  return badRequest(`unable to parse requirement: ${why}`);
}

const namePart =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const labelValue =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

function verifyKey(key: string): void {
  const name = key.slice(key.indexOf("/") + 1);
  if (!/^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/.test(name)) throw unparsed(`<nil>: Invalid value: ${JSON.stringify(key)}: ${namePart}`);
}

function verifyValue(key: string, value: string): void {
  if (value.length > 63) throw unparsed(`values[0][${key}]: Invalid value: ${JSON.stringify(value)}: must be no more than 63 bytes`);
  if (!/^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/.test(value)) {
    throw unparsed(`values[0][${key}]: Invalid value: ${JSON.stringify(value)}: ${labelValue}`);
  }
}
