/** Why a pull fails, in containerd's words (containerd 2, Kubernetes 1.36). */
import type { ImageReference } from "./reference.ts";

const publicRegistries: readonly string[] = ["ghcr.io", "docker.io", "registry.k8s.io", "quay.io", "gcr.io", "mcr.microsoft.com", "public.ecr.aws"];

/** `repositoryIsKnown`: the repository exists and only the tag or digest does not. */
export function pullRefusal(reference: ImageReference, repositoryIsKnown: boolean): string {
  const name = reference.canonical;
  const unresolved = `failed to pull and unpack image "${name}": failed to resolve reference "${name}": `;
  if (repositoryIsKnown) return `failed to pull and unpack image "${name}": failed to resolve reference "${name}": ${name}: not found`;
  if (!publicRegistries.includes(reference.host)) {
    const version = reference.tag ?? reference.digest ?? "latest";
    const url = `https://${reference.host}/v2/${reference.repository}/manifests/${version}`;
    return `${unresolved}failed to do request: Head "${url}": dial tcp: lookup ${reference.host.replace(/:\d+$/, "")} on 10.0.2.3:53: no such host`;
  }
  if (reference.host === "docker.io") {
    return `${unresolved}pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`;
  }
  if (reference.host === "ghcr.io") {
    const scope = encodeURIComponent(`repository:${reference.repository}:pull`);
    return `${unresolved}failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=${scope}&service=ghcr.io: 403 Forbidden`;
  }
  return `${unresolved}${name}: not found`;
}

/** The kubelet's text for a reference that can't be parsed. */
export function invalidReference(text: string): string {
  return `Failed to apply default image tag "${text}": couldn't parse image name "${text}": invalid reference format`;
}
