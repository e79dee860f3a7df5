/** What a lab wants of each object, gathered from all its checks: the explanations' idea of "right". */

import { isRecord, labelsOf, listOf, pick } from "./json.ts";
import { demandedLabels, holdsLabels, type Labels } from "./labels.ts";
import type { Check, Json, Lab, ObjectName } from "./model.ts";

export interface Intent {
  /** Labels of the pods that a Service is meant to find. */
  readonly podsOf: (service: string) => Labels | undefined;
  /** All that the lab wants of an object, in the lab's order. */
  readonly wantsOf: (kind: string, name: string) => readonly Json[];
  /** The Deployments whose pods shall carry these labels, by name. */
  readonly workloadsFor: (labels: Labels) => readonly string[];
  /** The image wanted in a container of a Deployment. */
  readonly imageOf: (deployment: string, container: string) => string | undefined;
  readonly nodePortOf: (service: string) => number | undefined;
  /** Names that the lab itself uses for objects of a kind; not those that it wants gone. */
  readonly namesOf: (kind: string) => ReadonlySet<string>;
}

export function intentOf(lab: Lab): Intent {
  const checks = lab.steps.flatMap((step) => step.checks);
  const wantsOf = (kind: string, name: string) =>
    checks.flatMap((check) => (check.kind === "object" && check.object.kind === kind && check.object.name === name ? [check.wants] : []));
  const deployments = [...new Set([...lab.owns, ...checks.flatMap(objectsOf)].filter(({ kind }) => kind === "Deployment").map(({ name }) => name))];
  return {
    wantsOf,
    podsOf: (service) => podsOf(service, checks, wantsOf),
    workloadsFor: (labels) => deployments.filter((name) => wantsOf("Deployment", name).some((wants) => holdsLabels(templateLabels(wants), labels))),
    imageOf: (deployment, container) => imageOf(wantsOf("Deployment", deployment), container),
    nodePortOf: (service) => nodePortOf(service, checks, wantsOf),
    namesOf: (kind) => {
      const unwanted = new Set(checks.flatMap((check) => (check.kind === "absent" && check.object.kind === kind ? [check.object.name] : [])));
      return new Set(
        [...lab.owns, ...checks.flatMap(objectsOf)].filter((object) => object.kind === kind && !unwanted.has(object.name)).map(({ name }) => name),
      );
    },
  };
}

type WantsOf = Intent["wantsOf"];

function podsOf(service: string, checks: readonly Check[], wantsOf: WantsOf): Labels | undefined {
  for (const check of checks) if (check.kind === "endpoints" && check.service === service) return check.pods;
  const selectors = wantsOf("Service", service).map((wants) => labelsOf(pick(wants, "spec", "selector")));
  const merged = Object.assign({}, ...selectors) as Labels;
  return Object.keys(merged).length > 0 ? merged : undefined;
}

/** The labels that the wants ask of a pod template, whether said there or in the selector. */
function templateLabels(wants: Json): Labels {
  return { ...demandedLabels(pick(wants, "spec", "selector")), ...labelsOf(pick(wants, "spec", "template", "metadata", "labels")) };
}

function imageOf(wants: readonly Json[], container: string): string | undefined {
  const containers = wants.flatMap((want) => listOf(pick(want, "spec", "template", "spec", "containers")));
  const images = containers.filter((held) => isRecord(held) && typeof held.image === "string");
  const named = images.find((held) => pick(held, "name") === container) ?? (images.length === 1 ? images[0] : undefined);
  return pick(named, "image") as string | undefined;
}

function nodePortOf(service: string, checks: readonly Check[], wantsOf: WantsOf): number | undefined {
  for (const check of checks) {
    if (check.kind === "http" && check.service === service && check.from === "node") return check.port;
    if (check.kind === "counts" && "service" in check.via && check.via.service === service && check.via.from === "node") return check.via.port;
  }
  const ports = wantsOf("Service", service).flatMap((want) => listOf(pick(want, "spec", "ports")));
  return ports.map((port) => pick(port, "nodePort")).find((port): port is number => typeof port === "number");
}

/** The objects that a check is about. */
export function objectsOf(check: Check): readonly ObjectName[] {
  switch (check.kind) {
    case "object":
    case "ready":
    case "scaled":
      return [check.object];
    case "endpoints":
    case "pending":
    case "addon":
    case "pool":
    case "address":
      return [{ kind: "Service", name: check.service }];
    case "http":
      return [{ kind: "Service", name: check.service }, ...(check.pod === undefined ? [] : [{ kind: "Deployment", name: check.pod }])];
    case "counts":
      return [{ kind: "Deployment", name: check.deployment }, ...("service" in check.via ? [{ kind: "Service", name: check.via.service }] : [])];
    case "log":
      return [{ kind: "Deployment", name: check.deployment }];
    case "redis":
      return [{ kind: "Deployment", name: check.from }];
    case "dns":
      return [
        { kind: "Deployment", name: check.from },
        { kind: "Service", name: check.service },
      ];
    case "ask":
      return "field" in check.answer ? [check.answer.field.object] : [];
    case "absent":
      return [];
  }
}
