/** Something in a manifest that the cluster won't take, or takes for something else. */
import type { FindingCode } from "../../finding.ts";
import type { Json } from "../../model.ts";

export interface ManifestMistake {
  readonly code: FindingCode;
  /** API field path, where there is one. */
  readonly path?: string | undefined;
  readonly seen?: Json | undefined;
  readonly wanted?: Json | undefined;
  readonly nearest?: Json | undefined;
  /** Offset in the file. */
  readonly offset: number;
  /** The text of the file without this mistake; undefined: only its author knows. */
  readonly mended?: (() => string) | undefined;
}
