/** The fixes that a report prints, applied word for word. */
import { commandLine } from "../../render/command-line.ts";
import type { ShownFinding } from "../../render/report.ts";
import type { Player } from "../play.ts";
import type { Sight } from "../ports.ts";
import type { Fault, Room } from "./paper.ts";
import { lookUntil } from "./playing.ts";
import { brief, isFull, isQuestion, isSame, mayLackFix, unknownIn } from "./told.ts";

/** One fix: it runs, and its cause is gone. A question is mended by answering it. */
export async function applyFix(room: Room, player: Player, cause: ShownFinding): Promise<Fault | undefined> {
  if (cause.fix === undefined) return isQuestion(cause) || mayLackFix(cause) ? undefined : { in: "fix", text: `is told ${brief(cause)}, without a fix` };
  const { command, stdin } = cause.fix;
  const options = { cwd: player.folder, timeoutMs: 60_000, signal: room.ports.signal };
  const result = await room.driver.run(command, stdin === undefined ? options : { ...options, input: stdin });
  if (result.exitCode !== 0) return { in: "fix", text: `is told ${brief(cause)}; its fix fails: ${commandLine(command)}: ${result.stderr.trim()}` };
  const gone = ({ report }: Sight): boolean => report.causes.every((left) => !isSame(left, cause)) && report.checks.every(({ status }) => status !== "unknown");
  const sight = await lookUntil(room, player, gone);
  return gone(sight) ? undefined : { in: "fix", text: `is told ${brief(cause)}; its fix does not mend: ${commandLine(command)}` };
}

/**
 * Fix after fix, as long as one is printed: at the end all is right, or only what the learner alone can do is left.
 * `accepts`: whether a cause may be named here at all; `before`: how many were mended already.
 */
export async function mendAll(
  room: Room,
  player: Player,
  options: { readonly most: number; readonly settled: (sight: Sight) => boolean; readonly accepts: (cause: ShownFinding, before: number) => boolean },
): Promise<Fault | undefined> {
  const told: string[] = [];
  for (let asked = false; told.length <= options.most; ) {
    const { report } = await lookUntil(room, player, (sight) => isFull(sight.report) || options.settled(sight));
    const [cause] = report.causes;
    if (isFull(report)) return undefined;
    if (cause === undefined) return { in: "cause", text: `is rejected without a cause${unknownIn(report)}` };
    if (isQuestion(cause)) {
      if (asked) return undefined;
      await player.again();
      asked = true;
      continue;
    }
    told.push(brief(cause));
    if (!options.accepts(cause, told.length - 1)) return { in: "cause", text: `is told ${told.join(", then ")}` };
    if (cause.fix === undefined && mayLackFix(cause)) return undefined;
    const fault = await applyFix(room, player, cause);
    if (fault !== undefined) return told.length === 1 ? fault : { ...fault, text: `is told ${told.slice(0, -1).join(", then ")}, then ${fault.text}` };
    await player.again();
  }
  return { in: "fix", text: `is not right after its fixes: ${told.join(", then ")}` };
}
