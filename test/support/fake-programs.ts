/** A folder of small real programs for a PATH of its own; nothing else is on it but the system's. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

export interface FakePrograms {
  readonly folder: string;
  readonly PATH: string;
  /** A shell script under that name. */
  write(name: string, script: string): void;
  remove(): void;
}

export function fakePrograms(): FakePrograms {
  const folder = mkdtempSync(join(tmpdir(), "svclab-programs-"));
  return {
    folder,
    PATH: [folder, "/usr/bin", "/bin"].join(delimiter),
    write(name, script) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(folder, name), 0o755);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
