import type { KubeObject } from "../../objects.ts";
import { columns, nameColumn, none, type Printer } from "./column.ts";
import { ageOf } from "./duration.ts";
import { listAt, objectAt, textAt } from "./fields.ts";

const rolePrefix = "node-role.kubernetes.io/";

export const nodes: Printer = {
  columns: [nameColumn, ...columns("Status", "Roles", "Age", "Version", "+Internal-IP", "+External-IP", "+OS-Image", "+Kernel-Version", "+Container-Runtime")],
  cells(object, now) {
    const info = (field: string): string => textAt(object, "status", "nodeInfo", field) || "<unknown>";
    const architecture = textAt(object, "status", "nodeInfo", "architecture");
    return [
      object.metadata.name,
      statusOf(object),
      rolesOf(object),
      ageOf(object.metadata.creationTimestamp, now),
      textAt(object, "status", "nodeInfo", "kubeletVersion"),
      addressOf(object, "InternalIP"),
      addressOf(object, "ExternalIP"),
      info("osImage"),
      architecture === "" ? info("kernelVersion") : `${info("kernelVersion")} (${architecture})`,
      info("containerRuntimeVersion"),
    ];
  },
};

function statusOf(node: KubeObject): string {
  const ready = listAt(node, "status", "conditions").find((condition) => condition.type === "Ready");
  const status = ready === undefined ? "Unknown" : ready.status === "True" ? "Ready" : "NotReady";
  return objectAt(node, "spec").unschedulable === true ? `${status},SchedulingDisabled` : status;
}

function rolesOf(node: KubeObject): string {
  const labels = Object.keys(node.metadata.labels ?? {});
  const roles = labels.filter((label) => label.startsWith(rolePrefix)).map((label) => label.slice(rolePrefix.length));
  return roles.sort().join(",") || none;
}

function addressOf(node: KubeObject, type: string): string {
  const address = listAt(node, "status", "addresses").find((each) => each.type === type);
  return address === undefined ? none : textAt(address, "address");
}
