/** The slips that are made in manifests of Deployments and Services, each one change. */
import type { Json } from "../../../grader/model.ts";
import { holderOf, put, rename, slip, take } from "./edit.ts";
import type { Operator, Path } from "./mutant.ts";

const text = (value: Json): string => String(value);
const isText = (value: Json): value is string => typeof value === "string";
const isNumber = (value: Json): value is number => typeof value === "number";
const spec: Path = ["spec"];
const labelsAt: Path = ["spec", "template", "metadata", "labels"];

export const operators: readonly Operator[] = [
  {
    name: "drop",
    at: /^(Service|Deployment) (kind|apiVersion|metadata\.name|spec\.(type|selector|ports|replicas))$/,
    change: (object, path) => take(object, path),
  },
  { name: "drop", at: /^Service (spec\.selector\.[^.[]+|spec\.ports\[\d+\]\.\w+)$/, change: (object, path) => take(object, path) },
  {
    name: "drop",
    at: /^Deployment spec\.(selector\.matchLabels\.[^.[]+|template\.metadata|template\.metadata\.labels|template\.metadata\.labels\.[^.[]+)$/,
    change: (object, path) => take(object, path),
  },
  {
    name: "drop",
    at: /^Deployment spec\.template\.spec\.containers(\[0\]\.(name|image|ports|env|env\[\d+\]|env\[\d+\]\.value))?$/,
    change: (object, path) => take(object, path),
  },
  { name: "slip", at: /^(Service|Deployment) metadata\.name$/, change: (object, path, value) => put(object, path, slip(text(value))) },
  { name: "slip", at: /^Service spec\.selector\.[^.[]+$/, change: (object, path, value) => put(object, path, slip(text(value))) },
  { name: "slip", at: /^Deployment spec\.template\.metadata\.labels\.[^.[]+$/, change: (object, path, value) => put(object, path, slip(text(value))) },
  {
    name: "slip",
    at: /^Deployment spec\.template\.spec\.containers\[0\]\.(name|image|env\[\d+\]\.(name|value))$/,
    change: (object, path, value) => isText(value) && /[a-z]/i.test(value) && put(object, path, slip(value)),
  },
  { name: "slip-key", at: /^Service spec\.selector\.[^.[]+$/, change: (object, path) => rename(object, path, slip(text(path.at(-1)!))) },
  { name: "slip-key", at: /^(Service spec\.\w+|Deployment spec\.(template\.)?\w+)$/, change: (object, path) => rename(object, path, slip(text(path.at(-1)!))) },
  {
    name: "shift",
    at: /^Service spec\.ports\[\d+\]\.(port|targetPort|nodePort)$/,
    change: (object, path, value) => isNumber(value) && put(object, path, value + 1),
  },
  { name: "shift", at: /^Deployment spec\.(replicas|.*\.containerPort)$/, change: (object, path, value) => isNumber(value) && put(object, path, value + 1) },
  { name: "shift-down", at: /^Deployment spec\.replicas$/, change: (object, path, value) => isNumber(value) && value > 1 && put(object, path, value - 1) },
  {
    name: "shift",
    at: /^Deployment .*env\[\d+\]\.value$/,
    change: (object, path, value) => /^\d+$/.test(text(value)) && put(object, path, text(Number(value) + 1)),
  },
  { name: "zero", at: /^Deployment spec$/, change: (object) => put(object, [...spec, "replicas"], 0) },
  { name: "add-target-port", at: /^Service spec\.ports\[\d+\]\.port$/, change: addTargetPort },
  { name: "swap-ports", at: /^Service spec\.ports\[\d+\]\.(targetPort|nodePort)$/, change: swapPorts },
  { name: "udp", at: /^Service spec\.ports\[\d+\]$/, change: (object, path) => put(object, [...path, "protocol"], "UDP") },
  { name: "narrow", at: /^Service spec\.selector$/, change: (object, path) => put(object, [...path, "track"], "stable") },
  { name: "relabel", at: /^Deployment spec\.selector\.matchLabels\.[^.[]+$/, change: relabel },
  { name: "cluster-ip", at: /^Service spec\.type$/, change: (object, path, value) => value !== "ClusterIP" && put(object, path, "ClusterIP") },
  { name: "external-name", at: /^Service spec$/, change: externalName },
  { name: "headless-type", at: /^Service spec\.type$/, change: (object) => put(object, [...spec, "clusterIP"], "None") },
  { name: "namespace", at: /^(Service|Deployment) metadata$/, change: (object, path) => put(object, [...path, "namespace"], "elsewhere") },
  { name: "lower-case", at: /^(Service|Deployment) kind$/, change: (object, path, value) => put(object, path, text(value).toLowerCase()) },
  { name: "lower-case", at: /^Service spec\.type$/, change: (object, path, value) => put(object, path, text(value).toLowerCase()) },
  { name: "lower-case", at: /^Service spec\.ports\[\d+\]\.protocol$/, change: (object, path, value) => put(object, path, text(value).toLowerCase()) },
  {
    name: "lower-case-key",
    at: /^(Service spec\.ports\[\d+\]\.(targetPort|nodePort)|Deployment spec\.selector\.matchLabels)$/,
    change: (object, path) => rename(object, path, text(path.at(-1)!).toLowerCase()),
  },
  { name: "upper-case", at: /^(Service|Deployment) metadata\.name$/, change: (object, path, value) => put(object, path, capital(text(value))) },
  { name: "upper-case", at: /^Service spec\.selector\.[^.[]+$/, change: (object, path, value) => put(object, path, capital(text(value))) },
  { name: "kind-of-type", at: /^Service spec\.type$/, change: (object, path, value) => put(object, ["kind"], value) && take(object, path) },
  { name: "api-version", at: /^(Service|Deployment) apiVersion$/, change: (object, path, value) => put(object, path, value === "v1" ? "apps/v1" : "v1") },
  {
    name: "quote",
    at: /^(Service spec\.ports\[\d+\]\.(port|nodePort)|Deployment spec\.replicas)$/,
    change: (object, path, value) => put(object, path, text(value)),
  },
  { name: "unquote", at: /^Deployment .*env\[\d+\]\.value$/, change: (object, path, value) => /^\d+$/.test(text(value)) && put(object, path, Number(value)) },
  { name: "no-list", at: /^Service spec\.ports$/, change: (object, path, value) => Array.isArray(value) && put(object, path, value[0] as Json) },
  { name: "match-labels", at: /^Service spec\.selector$/, change: (object, path, value) => put(object, path, { matchLabels: value }) },
  { name: "flat-selector", at: /^Deployment spec\.selector\.matchLabels$/, change: (object, _path, value) => put(object, ["spec", "selector"], value) },
  { name: "raise", at: /^Service spec\.(type|ports|selector)$/, change: (object, path, value) => put(object, [path.at(-1)!], value) && take(object, path) },
  {
    name: "raise",
    at: /^Service spec\.ports\[0\]\.(nodePort|targetPort)$/,
    change: (object, path, value) => put(object, ["spec", path.at(-1)!], value) && take(object, path),
  },
  {
    name: "raise",
    at: /^Deployment spec\.(template\.spec\.containers|template\.metadata\.labels)$/,
    change: (object, path, value) => put(object, [...path.slice(0, -2), path.at(-1)!], value) && take(object, path),
  },
  {
    name: "look-alike",
    at: /^Deployment .*containers\[0\]\.image$/,
    change: (object, path, value) => text(value).startsWith("ghcr.io") && put(object, path, text(value).replace("ghcr.io", "ghrc.io")),
  },
  {
    name: "other-tag",
    at: /^Deployment .*containers\[0\]\.image$/,
    change: (object, path, value) => put(object, path, `${text(value).replace(/:[^/:]*$/, "")}:v9`),
  },
  { name: "sleep", at: /^Deployment .*containers\[0\]$/, change: (object, path) => put(object, [...path, "command"], ["sleep", "3600"]) },
  { name: "pause", at: /^Deployment spec$/, change: (object) => put(object, [...spec, "paused"], true) },
  { name: "node-selector", at: /^Deployment spec\.template\.spec$/, change: (object, path) => put(object, [...path, "nodeSelector"], { disk: "ssd" }) },
];

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

function addTargetPort(object: Record<string, Json>, path: Path, value: Json): boolean {
  const port = holderOf(object, path);
  if (port.targetPort !== undefined || !isNumber(value)) return false;
  port.targetPort = value + 1;
  return true;
}

function swapPorts(object: Record<string, Json>, path: Path, value: Json): boolean {
  const port = holderOf(object, path);
  const key = path.at(-1)!;
  if (port.port === value || port.port === undefined) return false;
  [port.port, port[key]] = [value, port.port];
  return true;
}

/** The Deployment is in itself right, and its pods carry another label. */
function relabel(object: Record<string, Json>, path: Path, value: Json): boolean {
  const word = slip(text(value));
  return put(object, path, word) && put(object, [...labelsAt, path.at(-1)!], word);
}

function externalName(object: Record<string, Json>): boolean {
  return put(object, spec, { type: "ExternalName", externalName: "example.com" });
}
