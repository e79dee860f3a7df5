import type { KubeObject, ObjectMeta } from "../../objects.ts";
import type { ResourceName } from "../../registry.ts";
import { groupVersionOf, kindOf } from "../catalogue.ts";
import { equalJson } from "../equal.ts";
import { conflict, modifiedMeanwhile, notFound } from "../errors.ts";
import { trackUpdate } from "../fields/track.ts";
import { isObject } from "../json.ts";
import type { ApiWriteOptions } from "./api-registry.ts";
import { admissionContext, type Core, stored } from "./core.ts";
import { isFinished } from "./finished.ts";
import { withScale } from "./scale.ts";

export function updateObject(core: Core, resource: ResourceName, given: KubeObject, options: ApiWriteOptions): KubeObject {
  const kind = kindOf(resource);
  const { name, namespace, resourceVersion, uid } = given.metadata;
  const previous = stored(core, { resource, namespace, name });
  if (previous === undefined) throw notFound(kind, name);
  if (resourceVersion !== undefined && resourceVersion !== "" && resourceVersion !== previous.metadata.resourceVersion) {
    throw conflict(kind, name, modifiedMeanwhile);
  }
  if (uid !== undefined && uid !== "" && uid !== previous.metadata.uid) {
    throw conflict(kind, name, `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${previous.metadata.uid}`);
  }
  const subresource = options.subresource;
  const proposed = propose(previous, given, subresource);
  const context = {
    ...admissionContext(core, options),
    ...(subresource !== undefined && { subresource: subresource === "scale" ? subresource : ("status" as const) }),
  };
  const admitted = core.admission.admitUpdate(resource, { ...proposed, apiVersion: groupVersionOf(kind), kind: kind.kind }, previous, context);
  // A binding goes past whoever owns the fields.
  const tracked =
    options.managedFields === "given" || subresource === "binding" ? admitted : trackUpdate(core, { resource, next: admitted, previous, options });
  const next = keepVersion(tracked, previous);
  if (isFinished(next)) return options.dryRun === true ? next : core.store.remove(resource, next);
  if (unchanged(next, previous)) return previous;
  return options.dryRun === true ? next : core.store.put(resource, next);
}

/** What a write to the object or to one of its subresources makes of it, before defaults and checks. */
function propose(previous: KubeObject, given: KubeObject, subresource: ApiWriteOptions["subresource"]): KubeObject {
  switch (subresource) {
    case "scale":
      return withScale(previous, given);
    case "status": {
      const { labels: _labels, annotations: _annotations, ...meta } = previous.metadata;
      const { labels, annotations, managedFields } = given.metadata;
      const metadata = { ...meta, ...(labels && { labels }), ...(annotations && { annotations }), ...(managedFields && { managedFields }) };
      return { ...previous, metadata, ...("status" in given && { status: given.status }) };
    }
    case "binding":
      return { ...previous, spec: { ...specOf(previous), nodeName: specOf(given).nodeName }, ...("status" in given && { status: given.status }) };
    case "ephemeralcontainers":
      return { ...previous, spec: { ...specOf(previous), ephemeralContainers: withEphemeralDefaults(specOf(given).ephemeralContainers) } };
    case "finalize":
      return { ...previous, spec: { ...specOf(previous), finalizers: specOf(given).finalizers } };
    case undefined:
      return { ...given, metadata: keptMeta(previous.metadata, given.metadata) };
  }
}

/** Containers for debugging are only ever added, through a subresource of their own. */
function withEphemeralDefaults(containers: unknown): unknown {
  if (!Array.isArray(containers)) return undefined;
  return containers.map((container: Readonly<Record<string, unknown>>) => ({
    imagePullPolicy: /:(?!latest$)[\w.-]+$/.test(String(container.image)) ? "IfNotPresent" : "Always",
    resources: {},
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
    ...container,
  }));
}

function specOf(object: KubeObject): Readonly<Record<string, unknown>> {
  return isObject(object.spec) ? object.spec : {};
}

/** The metadata of an update: what only the server sets stays as it was. */
function keptMeta(previous: ObjectMeta, given: ObjectMeta): ObjectMeta {
  const { generateName, uid, creationTimestamp, generation, deletionTimestamp, deletionGracePeriodSeconds, namespace, managedFields, resourceVersion } =
    previous;
  const {
    uid: _uid,
    creationTimestamp: _created,
    generation: _generation,
    deletionTimestamp: _deleted,
    deletionGracePeriodSeconds: _grace,
    namespace: _namespace,
    ...rest
  } = given;
  return {
    ...(generateName !== undefined && { generateName }),
    ...(managedFields !== undefined && { managedFields }),
    ...rest,
    ...(namespace !== undefined && { namespace }),
    ...(uid !== undefined && { uid }),
    ...(resourceVersion !== undefined && { resourceVersion }),
    ...(creationTimestamp !== undefined && { creationTimestamp }),
    ...(generation !== undefined && { generation }),
    ...(deletionTimestamp !== undefined && { deletionTimestamp }),
    ...(deletionGracePeriodSeconds !== undefined && { deletionGracePeriodSeconds }),
  };
}

function keepVersion(next: KubeObject, previous: KubeObject): KubeObject {
  const { resourceVersion } = previous.metadata;
  return { ...next, metadata: { ...next.metadata, ...(resourceVersion !== undefined && { resourceVersion }) } };
}

/** Times in managedFields alone are no change. */
function unchanged(next: KubeObject, previous: KubeObject): boolean {
  return equalJson(withoutTimes(next), withoutTimes(previous));
}

function withoutTimes(object: KubeObject): unknown {
  const entries = object.metadata.managedFields as readonly { readonly time?: string }[] | undefined;
  const managedFields = entries?.map(({ time: _time, ...entry }) => entry);
  return { ...object, metadata: { ...object.metadata, managedFields } };
}
