import { expect, it } from "vitest";
import { systemClock } from "../../src/practice/clock.ts";

it("a wait that is longer than timers can hold is not over at once", async () => {
  const run: string[] = [];
  const timer = systemClock.after(9e15, () => run.push("the long one"));
  const over = new AbortController();
  const slept = systemClock.sleep(9e15, over.signal).then(
    () => run.push("the long sleep"),
    () => undefined,
  );
  await systemClock.sleep(5);
  timer.cancel();
  over.abort();
  await slept;
  expect(run).toEqual([]);
});
