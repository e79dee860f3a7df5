/** Events of several sources, taken one at a time in the order they came. */
export interface EventQueue<T> {
  push(event: T): void;
  next(): Promise<T>;
}

export function createEventQueue<T>(): EventQueue<T> {
  const waiting: T[] = [];
  let taker: ((event: T) => void) | undefined;
  return {
    push(event) {
      if (taker === undefined) {
        waiting.push(event);
        return;
      }
      const take = taker;
      taker = undefined;
      take(event);
    },
    next() {
      const first = waiting.shift();
      if (first !== undefined) return Promise.resolve(first);
      return new Promise((resolve) => {
        taker = resolve;
      });
    },
  };
}
