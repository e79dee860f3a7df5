/** Work that ends in time, whatever the other side does. */
import type { Trouble } from "./model.ts";

/** The work's own result, or the trouble that it took too long, was called off, or broke. */
export async function within<T>(ms: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T | { readonly trouble: Trouble }> {
  const deadline = AbortSignal.timeout(ms);
  const either = AbortSignal.any([signal, deadline]);
  const trouble = (): { readonly trouble: Trouble } => ({
    trouble: signal.aborted ? { code: "cancelled", detail: "" } : { code: "timeout", detail: `${ms} ms` },
  });
  if (either.aborted) return trouble();
  const { promise: ended, resolve } = withResolvers<{ readonly trouble: Trouble }>();
  const onEnd = () => resolve(trouble());
  either.addEventListener("abort", onEnd, { once: true });
  try {
    return await Promise.race([work(either), ended]);
  } catch (error) {
    return either.aborted ? trouble() : { trouble: { code: "server-error", detail: error instanceof Error ? error.message : String(error) } };
  } finally {
    either.removeEventListener("abort", onEnd);
  }
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Results in the order of the items, with so many under way at once. */
export async function runBounded<T, R>(atOnce: number, items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const run = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, run));
  return results;
}
