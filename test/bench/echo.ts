/** Manifests of the echo app. */

export function echoDeployment(name: string, replicas: number): object {
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "echo", image: "ghcr.io/subicura/echo:v1" }] } },
    },
  };
}

export function echoNodePort(name: string, nodePort: number): object {
  return { apiVersion: "v1", kind: "Service", metadata: { name }, spec: { type: "NodePort", selector: { app: name }, ports: [{ port: 3000, nodePort }] } };
}

export function listOf(...items: readonly object[]): string {
  return JSON.stringify({ apiVersion: "v1", kind: "List", items });
}
