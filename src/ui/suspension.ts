/** Ctrl-Z: the job stops, and whoever draws on the terminal puts it in order before and draws anew after. */

export interface Suspension {
  /** Stops the whole job, npm in front of svclab too; resolves when it goes on. Nobody could let an orphan go on: it does so at once. */
  suspend(): Promise<void>;
  /** What asks for a stop is told to the listener instead, until the answered function is called. */
  onStop(listener: () => void): () => void;
}

/** An orphan isn't stopped by the signal, and hears of no going on either. */
const ORPHAN_MS = 300;

/** Not on Windows, where no job can be stopped. */
export function createSuspension(process: NodeJS.Process): Suspension {
  const listeners = new Set<() => void>();
  const onSignal = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    async suspend() {
      if (process.platform === "win32") return;
      process.off("SIGTSTP", onSignal);
      await new Promise<void>((resolve) => {
        const goOn = (): void => {
          clearTimeout(timer);
          process.off("SIGCONT", goOn);
          resolve();
        };
        const timer = setTimeout(goOn, ORPHAN_MS);
        process.on("SIGCONT", goOn);
        process.kill(0, "SIGTSTP");
      });
      if (listeners.size > 0) process.on("SIGTSTP", onSignal);
    },
    onStop(listener) {
      if (listeners.size === 0) process.on("SIGTSTP", onSignal);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) process.off("SIGTSTP", onSignal);
      };
    },
  };
}
