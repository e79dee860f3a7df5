/** Prints what svclab says under each fault, and how many marks it takes for it: npm run faults. Exit code 1 when a mark is lost or the wrong thing is said. */
/* biome-ignore-all lint/suspicious/noConsole: it is what the program is for. */
import { columnsOf, padded } from "../../src/render/layout.ts";
import { allFaults } from "./all-faults.ts";
import { type Marked, markUnder } from "./mark.ts";
import { buildStand } from "./stand.ts";

const only = process.argv[2] === undefined ? undefined : new RegExp(process.argv[2]);
const faults = allFaults.filter(({ name }) => only === undefined || only.test(name));
const stand = await buildStand();
try {
  const width = Math.max(...faults.map(({ name }) => columnsOf(name)));
  console.log(`${padded("fault", width)}  ${padded("status", 30)}  exit  lost  text`);
  const marked: Marked[] = [];
  for (const fault of faults) {
    const each = await markUnder(fault, stand);
    marked.push(each);
    printRows(each, width);
  }
  const shown = marked.filter(({ labs }) => labs !== undefined);
  const lost = shown.reduce((sum, { labs }) => sum + labs!.reduce((of, lab) => of + lab.lost, 0), 0);
  console.log(`\n${shown.length} faults, ${lost} marks lost`);
  if (lost > 0) process.exitCode = 1;
} finally {
  await stand.tearDown();
}

function printRows({ fault, labs }: Marked, width: number): void {
  if (labs === undefined) console.log(`${padded(fault.name, width)}  (can't be shown on this computer)`);
  for (const { lab, statuses, exitCode, lost, codes, text, look, said } of labs ?? []) {
    const status = Object.entries(statuses)
      .map(([name, count]) => `${count} ${name}`)
      .join(", ");
    const fits = fault.says === undefined ? exitCode === 0 : exitCode === 3 && fault.says.split("|").some((code) => codes.includes(code));
    console.log(
      `${padded(fault.name, width)}  ${padded(`${lab}: ${status}`, 30)}  ${padded(String(exitCode), 4)}  ${padded(String(lost), 4)}  [${codes.join(" ")}] ${text.en} ${look} | ${text.ko}`,
    );
    if (!fits || lost > 0) console.log(`    expected ${fault.says ?? "no harm"}; said:\n${said}`);
  }
}
