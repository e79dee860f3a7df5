/** The signs of the screens, and what stands for them where a terminal has only ASCII. */
export interface Signs {
  readonly done: string;
  readonly toMend: string;
  readonly waiting: string;
  readonly later: string;
  readonly held: string;
  readonly unknown: string;
  readonly chosen: string;
  readonly dot: string;
  readonly arrow: string;
  readonly cut: string;
  readonly none: string;
  readonly rule: string;
  readonly up: string;
  readonly down: string;
}

export const unicodeSigns: Signs = {
  done: "✔",
  toMend: "✘",
  waiting: "●",
  later: "○",
  held: "–",
  unknown: "?",
  chosen: "›",
  dot: "·",
  arrow: "──▶",
  cut: "…",
  none: "–",
  rule: "─",
  up: "↑",
  down: "↓",
};

export const asciiSigns: Signs = {
  done: "+",
  toMend: "x",
  waiting: "*",
  later: "o",
  held: "-",
  unknown: "?",
  chosen: ">",
  dot: "|",
  arrow: "-->",
  cut: "...",
  none: "-",
  rule: "-",
  up: "^",
  down: "v",
};
