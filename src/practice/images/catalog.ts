/** The registries of the practice cluster: which images there are, and in what words others are refused. */
import { createHash } from "node:crypto";
import type { Image, ImageCatalog, PullResult } from "../container.ts";
import { alpine, busybox128, busyboxImage, counter, curlImage, echoV1, echoV2, nginx, nodeMachine, redis } from "./blueprints.ts";
import { type Blueprint, startContainer } from "./machine/container.ts";
import { invalidReference, pullRefusal } from "./pull-refusal.ts";
import { parseImageReference } from "./reference.ts";

interface Published {
  readonly blueprint: Blueprint;
  readonly tags: RegExp;
  readonly bytes: number;
}

/** By repository. The sizes are about those of the real images. */
const published: Readonly<Record<string, readonly Published[]>> = {
  "docker.io/library/redis": [{ blueprint: redis, tags: /^(latest|bookworm|alpine|[678](\.\d+){0,2}(-alpine|-bookworm)?)$/, bytes: 52_756_213 }],
  "docker.io/library/busybox": [
    { blueprint: busybox128, tags: /^1\.2[0-8](\.\d+)?$/, bytes: 727_869 },
    { blueprint: busyboxImage, tags: /^(latest|stable|musl|glibc|1(\.\d+){0,2})$/, bytes: 2_223_685 },
  ],
  "docker.io/library/alpine": [{ blueprint: alpine, tags: /^(latest|edge|3(\.\d+){0,2})$/, bytes: 3_802_452 }],
  "docker.io/library/nginx": [{ blueprint: nginx, tags: /^(latest|stable|mainline|alpine|1(\.\d+){0,2}(-alpine)?)$/, bytes: 59_774_010 }],
  "docker.io/curlimages/curl": [{ blueprint: curlImage, tags: /^(latest|8(\.\d+){0,2})$/, bytes: 9_881_324 }],
  "ghcr.io/subicura/counter": [{ blueprint: counter, tags: /^latest$/, bytes: 43_170_624 }],
  "ghcr.io/subicura/echo": [
    { blueprint: echoV1, tags: /^v1$/, bytes: 42_131_875 },
    { blueprint: echoV2, tags: /^v2$/, bytes: 42_131_875 },
  ],
};

/** What a node itself runs. */
export function nodeImage(): Image {
  return { entrypoint: nodeMachine.args, start: (context) => startContainer(nodeMachine, context) };
}

export function createImageCatalog(): ImageCatalog {
  return { pull };
}

function pull(text: string): PullResult {
  const reference = parseImageReference(text);
  if (reference === undefined) return { status: "failed", reason: "InvalidImageName", message: invalidReference(text) };
  const repository = `${reference.host}/${reference.repository}`;
  const images = Object.hasOwn(published, repository) ? published[repository] : undefined;
  const found = images?.find(({ tags }) => reference.tag !== undefined && tags.test(reference.tag));
  if (found === undefined || reference.digest !== undefined)
    return { status: "failed", reason: "ErrImagePull", message: pullRefusal(reference, images !== undefined) };
  const { blueprint, bytes } = found;
  const digest = createHash("sha256").update(reference.canonical).digest("hex");
  return {
    status: "pulled",
    image: { entrypoint: [...blueprint.entrypoint, ...blueprint.args], start: (context) => startContainer(blueprint, context) },
    imageID: `${repository}@sha256:${digest}`,
    canonical: reference.canonical,
    bytes,
  };
}
