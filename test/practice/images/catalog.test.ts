import { expect, test } from "vitest";
import { createImageCatalog } from "../../../src/practice/images/catalog.ts";

const { pull } = createImageCatalog();

function refusal(reference: string): { readonly reason: string; readonly message: string } {
  const result = pull(reference);
  if (result.status === "pulled") throw new Error(`${reference} was pulled`);
  return { reason: result.reason, message: result.message };
}

test("redis without a tag is the latest one of Docker Hub", () => {
  expect(pull("redis")).toMatchObject({
    status: "pulled",
    canonical: "docker.io/library/redis:latest",
    imageID: expect.stringMatching(/^docker\.io\/library\/redis@sha256:[0-9a-f]{64}$/),
  });
});

test("the lab images are pulled by the names of the course", () => {
  const images = ["ghcr.io/subicura/counter:latest", "ghcr.io/subicura/counter", "ghcr.io/subicura/echo:v1", "ghcr.io/subicura/echo:v2", "docker.io/redis"];
  expect(images.map((name) => pull(name).status)).toEqual(images.map(() => "pulled"));
});

test("one image pulled twice has one digest, another tag has another", () => {
  const id = (name: string) => JSON.stringify(pull(name), ["imageID"]);
  expect(id("redis")).toBe(id("docker.io/library/redis:latest"));
  expect(id("redis")).not.toBe(id("redis:7"));
});

test("ghcr.io refuses a repository that isn't there with 403", () => {
  expect(refusal("ghcr.io/subicura/counted:latest")).toEqual({
    reason: "ErrImagePull",
    message:
      'failed to pull and unpack image "ghcr.io/subicura/counted:latest": failed to resolve reference "ghcr.io/subicura/counted:latest": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Asubicura%2Fcounted%3Apull&service=ghcr.io: 403 Forbidden',
  });
});

test("a tag that isn't there is not found", () => {
  expect(refusal("ghcr.io/subicura/echo:v3")).toEqual({
    reason: "ErrImagePull",
    message:
      'failed to pull and unpack image "ghcr.io/subicura/echo:v3": failed to resolve reference "ghcr.io/subicura/echo:v3": ghcr.io/subicura/echo:v3: not found',
  });
});

test("echo has no latest", () => {
  expect(refusal("ghcr.io/subicura/echo").message).toMatch(/ghcr\.io\/subicura\/echo:latest: not found$/);
});

test("a registry with a wrong name is no such host", () => {
  expect(refusal("ghrc.io/subicura/echo:v1")).toEqual({
    reason: "ErrImagePull",
    message: expect.stringMatching(
      /failed to do request: Head "https:\/\/ghrc\.io\/v2\/subicura\/echo\/manifests\/v1": dial tcp: lookup ghrc\.io.*: no such host$/,
    ),
  });
});

test.each(["ghcr.io/subicura/echo :v1", "Redis", "redis:", ""])("%j is no reference at all", (text) => {
  expect(refusal(text)).toEqual({
    reason: "InvalidImageName",
    message: `Failed to apply default image tag "${text}": couldn't parse image name "${text}": invalid reference format`,
  });
});

test.each(["constructor", "__proto__", "ghcr.io/subicura/toString"])("%s is an image like any other that isn't there", (name) => {
  expect(pull(name).status).toBe("failed");
});
