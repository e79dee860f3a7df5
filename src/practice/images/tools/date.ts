import type { Process } from "../machine/process.ts";
import { fail, type Options, tool } from "./tool.ts";

const USUAL = "%a %b %e %H:%M:%S UTC %Y";
const ISO: Readonly<Record<string, string>> = { date: "%F", hours: "%FT%H+00:00", minutes: "%FT%H:%M+00:00", seconds: "%FT%T+00:00" };

export const date = tool({ name: "date", letters: "ud:RI", run: show });

async function show(process: Process, options: Options): Promise<number> {
  const format = options.operands.find((word) => word.startsWith("+"));
  const other = options.operands.find((word) => !word.startsWith("+"));
  if (other !== undefined) return await fail(process, "date: can't set date: Operation not permitted");
  const given = options.value("d");
  const time = given === undefined ? process.machine.clock.now() : readTime(given, process.machine.clock.now());
  if (!Number.isFinite(time)) return await fail(process, `date: invalid date '${given}'`);
  const chosen = format?.slice(1) ?? (options.has("R") ? "%a, %d %b %Y %T +0000" : options.has("I") ? ISO.date : USUAL);
  await process.stdout.write(`${formatTime(chosen ?? USUAL, new Date(time))}\n`);
  return 0;
}

function readTime(text: string, now: number): number {
  if (text === "now") return now;
  if (/^@-?\d+(\.\d+)?$/.test(text)) return Number(text.slice(1)) * 1000;
  const found = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?Z?$/.exec(text);
  return found ? Date.parse(`${found[1]}T${found[2] ?? "00:00"}Z`) : Number.NaN;
}

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const COMPOUND: Readonly<Record<string, string>> = {
  F: "%Y-%m-%d",
  T: "%H:%M:%S",
  D: "%m/%d/%y",
  R: "%H:%M",
  c: "%a %b %e %H:%M:%S %Y",
  x: "%m/%d/%y",
  X: "%T",
  r: "%I:%M:%S %p",
  h: "%b",
};

/** In UTC, the only zone that a container knows. Letters that are not known stay as they are. */
function formatTime(format: string, time: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = DAYS[time.getUTCDay()] ?? "";
  const month = MONTHS[time.getUTCMonth()] ?? "";
  const hour = time.getUTCHours() % 12 || 12;
  const dayOfYear = Math.floor((time.getTime() - Date.UTC(time.getUTCFullYear(), 0)) / 86_400_000) + 1;
  const letters: Readonly<Record<string, string>> = {
    Y: String(time.getUTCFullYear()),
    y: two(time.getUTCFullYear() % 100),
    C: two(Math.floor(time.getUTCFullYear() / 100)),
    m: two(time.getUTCMonth() + 1),
    d: two(time.getUTCDate()),
    e: String(time.getUTCDate()).padStart(2),
    j: String(dayOfYear).padStart(3, "0"),
    H: two(time.getUTCHours()),
    k: String(time.getUTCHours()).padStart(2),
    I: two(hour),
    l: String(hour).padStart(2),
    M: two(time.getUTCMinutes()),
    S: two(time.getUTCSeconds()),
    s: String(Math.floor(time.getTime() / 1000)),
    N: `${String(time.getUTCMilliseconds()).padStart(3, "0")}000000`,
    p: time.getUTCHours() < 12 ? "AM" : "PM",
    P: time.getUTCHours() < 12 ? "am" : "pm",
    a: day.slice(0, 3),
    A: day,
    b: month.slice(0, 3),
    B: month,
    u: String(time.getUTCDay() || 7),
    w: String(time.getUTCDay()),
    Z: "UTC",
    z: "+0000",
    n: "\n",
    t: "\t",
    "%": "%",
  };
  return format.replace(/%([A-Za-z%])/g, (whole, letter: string) => {
    const compound = COMPOUND[letter];
    return compound === undefined ? (letters[letter] ?? whole) : formatTime(compound, time);
  });
}
