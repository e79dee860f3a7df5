/** Commands on processes: ps, kill, sleep. */
import type { Process, Program } from "../machine/process.ts";
import { fail, tool } from "./tool.ts";

const SIGTERM = 15;
const SIGNALS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ABRT: 6,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
};

/** Busybox takes the letters of other systems (`ps aux`) and shows the same. */
export const ps: Program = async (process) => {
  const flag = process.argv.indexOf("-o");
  const asked = flag < 0 ? ["pid", "user", "time", "args"] : (process.argv[flag + 1] ?? "").split(",");
  const columns = asked.map((name) => COLUMNS[name]);
  const unknown = asked.find((name) => COLUMNS[name] === undefined);
  if (unknown !== undefined) return await fail(process, `ps: bad -o argument '${unknown}', supported arguments: ${Object.keys(COLUMNS).join(",")}`);
  const width = process.stdout.isTerminal ? (process.terminal?.size.columns ?? 80) : Number.POSITIVE_INFINITY;
  const header = columns.map((column) => column?.title.padEnd(column.width)).join(" ");
  const lines = [...process.machine.processes()]
    .sort((one, other) => one.pid - other.pid)
    .map((each) => columns.map((column) => (column?.isRight ? column.text(each).padStart(column.width) : column?.text(each).padEnd(column.width))).join(" "));
  await process.stdout.write([header, ...lines].map((line) => `${line.trimEnd().slice(0, width)}\n`).join(""));
  return 0;
};

interface Column {
  readonly title: string;
  readonly width: number;
  readonly isRight?: boolean;
  readonly text: (process: Process) => string;
}

const COLUMNS: Readonly<Record<string, Column>> = {
  pid: { title: "PID", width: 5, isRight: true, text: ({ pid }) => String(pid) },
  ppid: { title: "PPID", width: 5, isRight: true, text: ({ parent }) => String(parent) },
  user: { title: "USER", width: 8, text: () => "root" },
  time: { title: "TIME", width: 5, text: () => " 0:00" },
  comm: { title: "COMMAND", width: 16, text: ({ argv }) => (argv[0] ?? "").replace(/^.*\//, "").slice(0, 15) },
  args: { title: "COMMAND", width: 0, text: ({ argv }) => argv.join(" ").replace(/\n/g, " ") },
};

export const kill: Program = async (process) => {
  const words = process.argv.slice(1);
  let signal: number | undefined = SIGTERM;
  if (words[0] === "--") words.shift();
  else if (words[0]?.startsWith("-")) {
    const flag = words.shift() ?? "";
    const name = flag === "-s" ? (words.shift() ?? "") : flag.slice(1);
    signal = /^\d+$/.test(name) ? Number(name) : SIGNALS[name.toUpperCase().replace(/^SIG/, "")];
    if (signal === undefined || signal > 64) return await fail(process, `sh: bad signal name '${name}'`);
    if (words[0] === "--") words.shift();
  }
  if (words.length === 0) return await fail(process, "sh: you need to specify whom to kill");
  let status = 0;
  for (const word of words) {
    if (!/^\d+$/.test(word)) status = await fail(process, `sh: invalid number '${word}'`);
    else if (!process.machine.kill(Number(word), signal)) status = await fail(process, `sh: can't kill pid ${word}: No such process`);
  }
  return status;
};

const UNIT_SECONDS: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 };
/** A timer of Node takes no more than 2^31 - 1 milliseconds. */
const LONGEST_TIMER_MS = 2_000_000_000;

export const sleep = tool({
  name: "sleep",
  letters: "",
  async run(process, { operands }) {
    let milliseconds = 0;
    for (const word of operands) {
      const [, number, unit = ""] = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(word) ?? [];
      if (number === undefined && !/^(inf|infinity)$/.test(word)) return await fail(process, `sleep: invalid number '${word}'`);
      milliseconds += number === undefined ? Number.POSITIVE_INFINITY : Number(number) * (UNIT_SECONDS[unit] ?? 1) * 1000;
    }
    if (operands.length === 0) return await fail(process, "sleep: missing operand");
    for (let left = milliseconds; left > 0; left -= LONGEST_TIMER_MS) await process.machine.clock.sleep(Math.min(left, LONGEST_TIMER_MS), process.signal);
    return 0;
  },
});
