/** Image references by meaning: redis, redis:latest and docker.io/library/redis:latest are one. */
export interface ImageReference {
  readonly host: string;
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** undefined: no valid reference. */
export function parseImage(text: string): ImageReference | undefined {
  const match = /^([^@]+?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(text);
  if (match === null || !/^[a-zA-Z0-9][a-zA-Z0-9.:/_-]*$/.test(match[1]!)) return undefined;
  const [first, ...rest] = match[1]!.split("/") as [string, ...string[]];
  const named = rest.length > 0 && (first.includes(".") || first.includes(":") || first === "localhost");
  const host = named ? first : "docker.io";
  const path = named ? rest.join("/") : match[1]!;
  const repository = host === "docker.io" && !path.includes("/") ? `library/${path}` : path;
  if (!/^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/.test(repository)) return undefined;
  return {
    host: host === "index.docker.io" ? "docker.io" : host,
    repository,
    tag: match[2] ?? (match[3] === undefined ? "latest" : undefined),
    digest: match[3],
  };
}

export function isSameImage(a: string, b: string): boolean {
  const [left, right] = [parseImage(a), parseImage(b)];
  if (left === undefined || right === undefined) return a === b;
  return left.host === right.host && left.repository === right.repository && (left.tag ?? right.tag) === (right.tag ?? left.tag);
}

/** Without tag and digest: "docker.io/library/redis". */
export function imageRepository(text: string): string | undefined {
  const image = parseImage(text);
  return image && `${image.host}/${image.repository}`;
}
