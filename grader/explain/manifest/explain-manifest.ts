/** What the learner's own manifests say about an object that isn't there. */
import type { Finding } from "../../finding.ts";
import type { ObjectName } from "../../model.ts";
import type { View } from "../../view.ts";

export function explainManifest(_view: View, _wanted: ObjectName): Finding | undefined {
  return undefined;
}
