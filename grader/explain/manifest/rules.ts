/** What the API server checks beyond types: required fields, allowed values, ports, names, a Deployment's own labels. FACTS 3.2, 3.3. */
import { isRecord, labelsOf, listOf, pick, textOf } from "../../json.ts";
import { apiVersionOf, isKind, kinds } from "../../kinds.ts";
import { demandedLabels, selects } from "../../labels.ts";
import type { Json } from "../../model.ts";
import { findNearest } from "../../nearness.ts";
import type { ManifestDocument } from "./documents.ts";
import type { ManifestMistake } from "./mistake.ts";
import { pathText, setIn } from "./shape.ts";

type Path = readonly (string | number)[];

/** The mistakes of the head; while there is one, the rest can't be judged. */
export function findHeadMistake(document: ManifestDocument): ManifestMistake | undefined {
  const { apiVersion, kind } = document.value;
  if (kind === undefined || kind === null) return required(document, ["kind"]);
  if (typeof kind !== "string" || !isKind(kind)) return unknownKind(document, String(kind));
  const right = apiVersionOf(kind);
  if (apiVersion === undefined || apiVersion === null) return required(document, ["apiVersion"], right);
  if (apiVersion !== right) return mistake(document, "manifest-api-version", ["apiVersion"], { seen: String(apiVersion), wanted: right }, right);
  return pick(document.value, "metadata", "name") === undefined && pick(document.value, "metadata", "generateName") === undefined
    ? required(document, ["metadata", "name"])
    : undefined;
}

function unknownKind(document: ManifestDocument, kind: string): ManifestMistake | undefined {
  const types = ["NodePort", "LoadBalancer", "ClusterIP"];
  const type = types.find((held) => held.toLowerCase() === kind.toLowerCase());
  const wanted = type === undefined ? (kinds.find((known) => known.toLowerCase() === kind.toLowerCase()) ?? findNearest(kind, kinds)) : "Service";
  if (wanted === undefined) return undefined;
  const mended = () =>
    document.changed((copy) => {
      copy.kind = wanted;
      if (type !== undefined && pick(copy, "spec", "type") === undefined) setIn(copy, ["spec", "type"], type);
    });
  return { code: "manifest-kind", path: "kind", seen: kind, wanted, offset: document.offsetOf(["kind"]), mended };
}

export function findRuleMistakes(document: ManifestDocument): readonly ManifestMistake[] {
  const found = document.value.kind === "Service" ? serviceRules(document) : document.value.kind === "Deployment" ? deploymentRules(document) : [];
  return found.filter((held) => held !== undefined);
}

function serviceRules(document: ManifestDocument): readonly (ManifestMistake | undefined)[] {
  const spec = document.value.spec;
  const type = textOf(pick(spec, "type"));
  const types = ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"];
  const ports = listOf(pick(spec, "ports"));
  const nodePorts = ports.map((port) => pick(port, "nodePort"));
  const isOpen = type === "NodePort" || type === "LoadBalancer";
  const wantedType =
    type === undefined || types.includes(type)
      ? undefined
      : (types.find((held) => held.toLowerCase() === type.toLowerCase()) ?? (nodePorts.some(Boolean) ? "NodePort" : undefined));
  const first = nodePorts.findIndex((port) => port !== undefined);
  return [
    type !== undefined && !types.includes(type)
      ? mistake(document, "manifest-value", ["spec", "type"], { seen: type, wanted: wantedType ?? types }, wantedType)
      : undefined,
    ports.length === 0 && type !== "ExternalName" && pick(spec, "clusterIP") !== "None" ? required(document, ["spec", "ports"]) : undefined,
    pick(spec, "clusterIP") === "None" && isOpen ? headless(document, String(type)) : undefined,
    first >= 0 && (type === undefined || type === "ClusterIP")
      ? {
          ...mistake(document, "manifest-node-port-type", ["spec", "type"], { seen: type ?? null, wanted: "NodePort" }, "NodePort"),
          offset: document.offsetOf(["spec", "ports", first, "nodePort"]),
        }
      : undefined,
    ...nodePorts.map((port, index) =>
      isOpen && typeof port === "number" && (port < 30000 || port > 32767)
        ? mistake(document, "manifest-node-port-range", ["spec", "ports", index, "nodePort"], { seen: port })
        : undefined,
    ),
    ...ports.flatMap((port, index) => portRules(document, port, index, ports.length > 1)),
    nameRule(document),
  ];
}

/** No address of its own, and yet open to the outside: one of the two. */
function headless(document: ManifestDocument, type: string): ManifestMistake {
  const mended = () =>
    document.changed((copy) => {
      delete (copy.spec as Record<string, Json>).clusterIP;
    });
  return { code: "manifest-value", path: "spec.clusterIP", seen: `None (type: ${type})`, offset: document.offsetOf(["spec", "clusterIP"]), mended };
}

function isEmptySelector(selector: unknown): boolean {
  return isRecord(selector) && Object.values(selector).every((held) => held === null || Object.keys(Object(held)).length === 0);
}

function portRules(document: ManifestDocument, port: unknown, index: number, several: boolean): readonly (ManifestMistake | undefined)[] {
  const path: Path = ["spec", "ports", index];
  const protocol = textOf(pick(port, "protocol"));
  const upper = protocol?.toUpperCase() ?? "";
  const wanted = ["TCP", "UDP", "SCTP"].includes(upper) ? upper : "TCP";
  return [
    isRecord(port) && port.port === undefined ? required(document, [...path, "port"], port.targetPort as Json | undefined) : undefined,
    several && pick(port, "name") === undefined ? required(document, [...path, "name"], `port-${String(pick(port, "port"))}`) : undefined,
    protocol !== undefined && !["TCP", "UDP", "SCTP"].includes(protocol)
      ? mistake(document, "manifest-value", [...path, "protocol"], { seen: protocol, wanted }, wanted)
      : undefined,
  ];
}

function deploymentRules(document: ManifestDocument): readonly (ManifestMistake | undefined)[] {
  const spec = document.value.spec;
  const labels = labelsOf(pick(spec, "template", "metadata", "labels"));
  const name = textOf(pick(document.value, "metadata", "name"));
  // Without labels anywhere any will do, as long as both places say the same.
  const own = Object.keys(labels).length > 0 || name === undefined ? labels : { app: name };
  const selector = pick(spec, "selector");
  const demanded = demandedLabels(selector);
  const containers = listOf(pick(spec, "template", "spec", "containers"));
  const differ = Object.keys(demanded).length > 0 && !selects(selector, labels);
  const template: Path = ["spec", "template", "metadata", "labels"];
  return [
    containers.length === 0 ? required(document, ["spec", "template", "spec", "containers"]) : undefined,
    selector === undefined || selector === null || isEmptySelector(selector)
      ? required(document, ["spec", "selector"], Object.keys(own).length === 0 ? undefined : { matchLabels: own })
      : undefined,
    differ ? mistake(document, "manifest-labels-differ", template, { seen: labels, wanted: demanded }, { ...labels, ...demanded }) : undefined,
    ...containers.flatMap((container, index) =>
      ["name", "image"].map((field) =>
        (pick(container, field) ?? "") === "" ? required(document, ["spec", "template", "spec", "containers", index, field]) : undefined,
      ),
    ),
    nameRule(document),
  ];
}

function nameRule(document: ManifestDocument): ManifestMistake | undefined {
  const name = textOf(pick(document.value, "metadata", "name")) ?? "";
  const wanted = name.toLowerCase().replaceAll("_", "-");
  const isName = (text: string) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text);
  return isName(name)
    ? undefined
    : mistake(document, "manifest-value", ["metadata", "name"], { seen: name, ...(isName(wanted) ? { wanted } : {}) }, isName(wanted) ? wanted : undefined);
}

function required(document: ManifestDocument, path: Path, right?: Json): ManifestMistake {
  return mistake(document, "manifest-required", path, right === undefined ? {} : { wanted: right }, right);
}

function mistake(
  document: ManifestDocument,
  code: ManifestMistake["code"],
  path: Path,
  said: Pick<ManifestMistake, "seen" | "wanted">,
  right?: Json,
): ManifestMistake {
  const mended = right === undefined ? {} : { mended: () => document.changed((copy) => setIn(copy, path, right)) };
  return { code, path: pathText(path), ...said, offset: document.offsetOf(path), ...mended };
}
