/** Names of images, as containerd's distribution reference parses and completes them. */
export interface ImageReference {
  /** "docker.io", "ghcr.io" */
  readonly host: string;
  /** "library/redis", "subicura/counter" */
  readonly repository: string;
  /** Absent when only a digest is given. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** With host, repository and tag written out: "docker.io/library/redis:latest". */
  readonly canonical: string;
}

const component = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const hostPattern = "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?";
const pattern = new RegExp(`^((?:${hostPattern}/)?${component}(?:/${component})*)(?::([\\w][\\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`);

/** undefined: no valid reference. */
export function parseImageReference(text: string): ImageReference | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const { host, repository } = splitHost(match[1]!);
  const digest = match[3];
  const tag = match[2] ?? (digest === undefined ? "latest" : undefined);
  const canonical = `${host}/${repository}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
  return { host, repository, tag, digest, canonical };
}

/** What is before the first slash names a registry only when it looks like a host. */
function splitHost(name: string): { readonly host: string; readonly repository: string } {
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  if (first === "" || !(/[.:]/.test(first) || first === "localhost")) {
    return { host: "docker.io", repository: slash < 0 ? `library/${name}` : name };
  }
  const rest = name.slice(slash + 1);
  return { host: first, repository: first === "docker.io" && !rest.includes("/") ? `library/${rest}` : rest };
}
