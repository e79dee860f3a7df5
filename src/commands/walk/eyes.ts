import type { Step } from "../../../grader/model.ts";
import type { Ports, Sight } from "../ports.ts";
import { lookAt, type Session } from "../session.ts";

export interface Eyes {
  /** Looks now; while a look is under way, once more after it. */
  look(): void;
}

export interface EyesOptions {
  readonly ports: Ports;
  readonly session: Session;
  readonly step: Step;
  readonly onSight: (sight: Sight) => void;
  readonly onTrouble: (error: unknown) => void;
}

export function createEyes({ ports, session, step, onSight, onTrouble }: EyesOptions): Eyes {
  let looking = false;
  let again = false;
  const look = (): void => {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    lookAt(ports, session, [step.id])
      .then(onSight, onTrouble)
      .finally(() => {
        looking = false;
        if (again && !ports.signal.aborted) {
          again = false;
          look();
        }
      });
  };
  return { look };
}
