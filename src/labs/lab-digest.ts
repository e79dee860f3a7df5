import { createHash } from "node:crypto";
import type { Lab } from "../../grader/model.ts";
import { markedText } from "../../grader/saved.ts";

/** The same for labs that mark the same. */
export function labDigest(lab: Lab): string {
  return createHash("sha256").update(markedText(lab)).digest("base64url");
}
