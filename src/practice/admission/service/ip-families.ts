import { type Fields, fill, hasAny, text } from "../field/json-fields.ts";
import { isHeadless, needsClusterIp } from "./needs.ts";

/** The cluster has IPv4 alone. A headless Service without a selector may have any family. */
export function defaultIpFamilies(spec: Fields): void {
  if (!needsClusterIp(spec)) return;
  const anyFamily = isHeadless(spec) && !hasAny(spec.selector);
  fill(spec, "ipFamilyPolicy", anyFamily ? "RequireDualStack" : "SingleStack");
  if (!hasAny(spec.ipFamilies)) spec.ipFamilies = anyFamily && text(spec, "ipFamilyPolicy") !== "SingleStack" ? ["IPv4", "IPv6"] : ["IPv4"];
}
