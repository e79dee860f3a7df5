/** The metallb addon: MetalLB 0.9.6 with its ConfigMap, as minikube ships it. */
import type { MinikubeContext } from "./context.ts";

const NAMESPACE = "metallb-system";
const IMAGES = "quay.io/metallb";

/** Empty addresses leave the pool without any, as minikube does before `configure`. */
export async function applyMetallb(context: MinikubeContext, range: { readonly start: string; readonly end: string }): Promise<void> {
  await ensure(context, "/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE, labels: { app: "metallb" } } });
  await replace(context, `/api/v1/namespaces/${NAMESPACE}/configmaps`, {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "config", namespace: NAMESPACE },
    data: { config: `address-pools:\n- name: default\n  protocol: layer2\n  addresses:\n  - ${range.start}-${range.end}\n` },
  });
  const labels = (component: string) => ({ app: "metallb", component });
  const pod = (component: string) => ({
    metadata: { labels: labels(component) },
    spec: {
      containers: [
        {
          name: component,
          image: `${IMAGES}/${component}:v0.9.6`,
          args: ["--port=7472", "--config=config"],
          ports: [{ name: "monitoring", containerPort: 7472 }],
        },
      ],
    },
  });
  const workload = (component: string) => ({
    metadata: { name: component, namespace: NAMESPACE, labels: labels(component) },
    spec: { selector: { matchLabels: labels(component) }, template: pod(component) },
  });
  await ensure(context, `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`, { apiVersion: "apps/v1", kind: "Deployment", ...workload("controller") });
  await ensure(context, `/apis/apps/v1/namespaces/${NAMESPACE}/daemonsets`, { apiVersion: "apps/v1", kind: "DaemonSet", ...workload("speaker") });
}

export async function removeMetallb(context: MinikubeContext): Promise<void> {
  await context.call({ method: "DELETE", path: `/api/v1/namespaces/${NAMESPACE}` });
}

async function ensure(context: MinikubeContext, path: string, object: unknown): Promise<void> {
  const reply = await context.call({ method: "POST", path, body: object });
  if (reply.status !== "answered" || (reply.code >= 300 && reply.code !== 409)) throw new Error(`${path}: ${JSON.stringify(reply)}`);
}

async function replace(
  context: MinikubeContext,
  path: string,
  object: { readonly metadata: { readonly name: string; readonly namespace: string }; readonly [field: string]: unknown },
): Promise<void> {
  const reply = await context.call({ method: "PUT", path: `${path}/${object.metadata.name}`, body: object });
  if (reply.status === "answered" && reply.code === 404) await ensure(context, path, object);
}
