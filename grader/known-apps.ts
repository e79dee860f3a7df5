/** What is known of the labs' images beyond their manifests: where they listen and whom they call (subicura/docker-build; docker-library/redis). */
import { imageRepository } from "./image.ts";

export interface KnownApp {
  readonly listens: number;
  /** Part of its command line that is in every command which still runs it. */
  readonly program: string;
  /** A tag that the registry has. */
  readonly tag: string;
  /** Its body names the pod that answered. */
  readonly namesItsPod: boolean;
  /** Environment by which it finds redis; it waits for ever where that can't be reached. */
  readonly redis?: { readonly host: string; readonly port: string } | undefined;
  /** How names are looked up inside it. */
  readonly resolver: "nslookup" | "getent";
  readonly hasCurl: boolean;
  readonly hasRedisCli: boolean;
}

const apps: Readonly<Record<string, KnownApp>> = {
  "docker.io/library/redis": {
    listens: 6379,
    program: "redis-server",
    tag: "latest",
    namesItsPod: false,
    resolver: "getent",
    hasCurl: false,
    hasRedisCli: true,
  },
  "ghcr.io/subicura/counter": {
    listens: 3000,
    program: "app.js",
    tag: "latest",
    namesItsPod: false,
    redis: { host: "REDIS_HOST", port: "REDIS_PORT" },
    resolver: "nslookup",
    hasCurl: true,
    hasRedisCli: false,
  },
  "ghcr.io/subicura/echo": {
    listens: 3000,
    program: "app.js",
    tag: "v1",
    namesItsPod: true,
    resolver: "nslookup",
    hasCurl: false,
    hasRedisCli: false,
  },
};

export function findKnownApp(image: string): KnownApp | undefined {
  return apps[imageRepository(image) ?? ""];
}

/** Image references that a slip of the pen probably meant. */
export const knownRepositories: readonly string[] = Object.keys(apps);

/** ghrc.io is no registry of GitHub's: it answers like one and asks for credentials. */
export const hostileHosts: Readonly<Record<string, string>> = { "ghrc.io": "ghcr.io" };
