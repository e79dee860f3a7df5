/** What the ServiceAccount and DefaultTolerationSeconds admission plugins add to a new pod. Changes the pod. */
import { ApiError } from "../../api-error.ts";
import type { AdmissionContext } from "../context.ts";
import { type Fields, fill, items, madePart, part, text } from "../field/json-fields.ts";

const mountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

/** Throws ApiError Forbidden when the pod names an account that is not there. */
export function addServiceAccount(pod: Fields, context: AdmissionContext): void {
  const spec = madePart(pod, "spec");
  fill(spec, "serviceAccountName", "default");
  spec.serviceAccount = spec.serviceAccountName;
  const account = findAccount(pod, text(spec, "serviceAccountName"), context);
  const wanted = spec.automountServiceAccountToken ?? account?.automountServiceAccountToken ?? true;
  if (wanted === true) mountToken(spec);
}

function findAccount(pod: Fields, name: string, context: AdmissionContext): Fields | undefined {
  const meta = part(pod, "metadata");
  const namespace = text(meta, "namespace");
  const account = context.get({ resource: "v1/serviceaccounts", namespace, name });
  if (account !== undefined || name === "default") return account as unknown as Fields | undefined;
  const why = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
  throw new ApiError({
    code: 403,
    reason: "Forbidden",
    message: `pods "${text(meta, "name")}" is forbidden: ${why}`,
    details: { name: text(meta, "name"), kind: "pods" },
  });
}

function mountToken(spec: Fields): void {
  const containers = [...items(spec, "initContainers"), ...items(spec, "containers")];
  const bare = containers.filter((container) => !items(container, "volumeMounts").some((mount) => text(mount, "mountPath") === mountPath));
  if (bare.length === 0) return;
  const existing = items(spec, "volumes").find((volume) => text(volume, "name").startsWith("kube-api-access-"));
  const name = existing === undefined ? `kube-api-access-${randomSuffix()}` : text(existing, "name");
  for (const container of bare) container.volumeMounts = [...items(container, "volumeMounts"), { name, readOnly: true, mountPath }];
  if (existing === undefined) spec.volumes = [...items(spec, "volumes"), tokenVolume(name)];
}

function tokenVolume(name: string): Fields {
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
        { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
        { downwardAPI: { items: [{ path: "namespace", fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } }] } },
      ],
      defaultMode: 420,
    },
  };
}

const alphabet = "bcdfghjklmnpqrstvwxz2456789";

function randomSuffix(): string {
  return Array.from({ length: 5 }, () => alphabet[Math.floor(Math.random() * alphabet.length)]).join("");
}

/** A pod bears a lost node for five minutes, unless it says otherwise. */
export function addNodeTolerations(pod: Fields): void {
  const spec = madePart(pod, "spec");
  const tolerations = items(spec, "tolerations");
  const missing = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"].filter((key) => !tolerations.some((each) => tolerates(each, key)));
  if (missing.length > 0)
    spec.tolerations = [...tolerations, ...missing.map((key) => ({ key, operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 }))];
}

function tolerates(toleration: Fields, key: string): boolean {
  const own = text(toleration, "key");
  const effect = text(toleration, "effect");
  return (own === key || own === "") && (effect === "NoExecute" || effect === "");
}
