const TOKEN = /\s*(\d+|[A-Za-z_]\w*|\|\||&&|[=!<>]=|[-+*/%()<>!?:=])/y;

export class ArithmeticError extends Error {}

/** The value of $((…)): whole numbers, comparisons, and, or, not, ?:. Throws ArithmeticError. */
export function evaluate(expression: string, variable: (name: string) => string): number {
  const tokens = tokensOf(expression);
  let at = 0;
  const takes = (...texts: readonly string[]): string | undefined => (texts.includes(tokens[at] ?? "") ? tokens[at++] : undefined);

  const primary = (): number => {
    const token = tokens[at++];
    if (token === "(") {
      const value = ternary();
      if (!takes(")")) throw new ArithmeticError("expecting ')'");
      return value;
    }
    if (token === "-") return -primary();
    if (token === "+") return primary();
    if (token === "!") return primary() === 0 ? 1 : 0;
    if (token === undefined || !/^\w/.test(token)) throw new ArithmeticError("arithmetic syntax error");
    if (/^\d/.test(token)) return Number(token);
    const value = variable(token);
    return value === "" ? 0 : Math.trunc(Number(value)) || 0;
  };
  const binary = (next: () => number, operators: Readonly<Record<string, (a: number, b: number) => number>>) => (): number => {
    let left = next();
    for (let operator = takes(...Object.keys(operators)); operator; operator = takes(...Object.keys(operators))) {
      left = operators[operator]?.(left, next()) ?? 0;
    }
    return left;
  };
  const nonZero = (value: number): number => {
    if (value === 0) throw new ArithmeticError("divide by zero");
    return value;
  };
  const product = binary(primary, { "*": (a, b) => a * b, "/": (a, b) => Math.trunc(a / nonZero(b)), "%": (a, b) => a % nonZero(b) });
  const sum = binary(product, { "+": (a, b) => a + b, "-": (a, b) => a - b });
  const order = binary(sum, { "<": (a, b) => +(a < b), ">": (a, b) => +(a > b), "<=": (a, b) => +(a <= b), ">=": (a, b) => +(a >= b) });
  const equality = binary(order, { "==": (a, b) => +(a === b), "!=": (a, b) => +(a !== b) });
  const both = binary(equality, { "&&": (a, b) => +(a !== 0 && b !== 0) });
  const either = binary(both, { "||": (a, b) => +(a !== 0 || b !== 0) });
  function ternary(): number {
    const test = either();
    if (!takes("?")) return test;
    const first = ternary();
    if (!takes(":")) throw new ArithmeticError("arithmetic syntax error");
    const second = ternary();
    return test ? first : second;
  }

  if (tokens.length === 0) return 0;
  const value = ternary();
  if (at < tokens.length) throw new ArithmeticError("arithmetic syntax error");
  return value;
}

function tokensOf(expression: string): readonly string[] {
  const tokens: string[] = [];
  const text = expression.trimEnd();
  for (let at = 0; at < text.length; ) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) throw new ArithmeticError("arithmetic syntax error");
    tokens.push(match[1] ?? "");
    at = TOKEN.lastIndex;
  }
  return tokens;
}
