/** What a real API server of 1.36.2 was recorded to answer (recordings/api/answers.json of the design). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/practice/objects.ts";
import { type Served, serve } from "./support/served.ts";

let served: Served;

beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

const pods = "/api/v1/namespaces/default/pods";

function failure(message: string, reason: string, code: number, details?: object): object {
  return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, ...(details && { details }), code };
}

describe("errors in upstream's words", () => {
  it.each(["/nope", "/apis/nope.io/v1", "/api/v1/nopes", "/api/v2/pods", "/apis/apps/v1/namespaces/default/deployments/x/nope"])(
    "knows no %s",
    async (path) => {
      const { status, text, headers } = await served.ask(path);
      expect([status, text, headers["content-type"]]).toEqual([404, "404 page not found\n", "text/plain; charset=utf-8"]);
    },
  );

  it("says which object is missing", async () => {
    const { status, text } = await served.ask(`${pods}/nope`);
    expect(status).toBe(404);
    expect(text).toBe(
      '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods \\"nope\\" not found","reason":"NotFound","details":{"name":"nope","kind":"pods"},"code":404}\n',
    );
    expect((await served.ask("/apis/apps/v1/namespaces/default/deployments/echo")).body).toMatchObject({
      message: 'deployments.apps "echo" not found',
      details: { name: "echo", group: "apps", kind: "deployments" },
    });
  });

  it("names what it can't read in selectors", async () => {
    expect((await served.ask(`${pods}?labelSelector=!!`)).body).toEqual(
      failure("unable to parse requirement: found '!', expected: identifier", "BadRequest", 400),
    );
    expect((await served.ask(`${pods}?fieldSelector=spec.bad=1`)).body).toEqual(failure("field label not supported: spec.bad", "BadRequest", 400));
  });

  it("does not wait for a resourceVersion of the future", async () => {
    const { status, body } = await served.ask(`${pods}?resourceVersion=99999999`);
    const current = served.registry.revision;
    expect(status).toBe(504);
    expect(body).toEqual(
      failure(`Timeout: Too large resource version: 99999999, current: ${current}`, "Timeout", 504, {
        causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
        retryAfterSeconds: 1,
      }),
    );
  });

  it("tells a method that is not for a resource from a media type that is not for a method", async () => {
    expect(await served.ask(pods, { method: "PUT", body: {} })).toMatchObject({ status: 405 });
    const patched = await served.ask(`${pods}/x`, { method: "PATCH", body: {}, headers: { "content-type": "text/plain" } });
    expect([patched.status, (patched.body as { reason: string }).reason]).toEqual([415, "UnsupportedMediaType"]);
    expect(await served.ask(pods, { headers: { accept: "application/vnd.kubernetes.protobuf" } })).toMatchObject({ status: 406 });
  });

  it("refuses bodies that are too large, and those that are no JSON", async () => {
    const large = await served.ask(pods, { method: "POST", body: Buffer.alloc((3 << 20) + 1, "x") }).catch((error: NodeJS.ErrnoException) => error);
    if (!(large instanceof Error)) expect(large.body).toMatchObject({ code: 413, message: "Request entity too large: limit is 3145728" });
    expect(await served.ask(pods, { method: "POST", body: "{" })).toMatchObject({ status: 400 });
    expect((await served.ask("/healthz")).text).toBe("ok");
  });
});

describe("who may ask", () => {
  it("lets nobody in without a certificate or a token, except to ask for health and version", async () => {
    const { status, body } = await served.ask(pods, { anonymous: true });
    expect([status, body]).toEqual([401, failure("Unauthorized", "Unauthorized", 401)]);
    expect(await served.ask(pods, { anonymous: true, headers: { authorization: "Bearer wrong" } })).toMatchObject({ status: 401 });
    expect(await served.ask("/readyz", { anonymous: true })).toMatchObject({ status: 200, text: "ok" });
    expect((await served.ask("/version", { anonymous: true })).body).toMatchObject({ gitVersion: "v1.36.2", major: "1", minor: "36" });
  });
});

describe("objects", () => {
  const cm = "/api/v1/namespaces/lab/configmaps";
  const made = (name: string): KubeObject => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: { a: "1" } }) as KubeObject;

  it("are created with uid, time and version, and updated only from their last version", async () => {
    const created = await served.ask(cm, { method: "POST", body: made("one") });
    expect(created.status).toBe(201);
    const first = created.body as KubeObject;
    expect(first.metadata).toMatchObject({ namespace: "lab", uid: expect.stringMatching(/^[0-9a-f-]{36}$/), resourceVersion: expect.any(String) });
    expect(await served.ask(cm, { method: "POST", body: made("one") })).toMatchObject({ status: 409, body: { message: 'configmaps "one" already exists' } });
    const second = await served.ask(`${cm}/one`, { method: "PUT", body: { ...first, data: { a: "2" } } });
    expect(second.status).toBe(200);
    expect(await served.ask(`${cm}/one`, { method: "PUT", body: { ...first, data: { a: "3" } } })).toMatchObject({
      status: 409,
      body: {
        reason: "Conflict",
        message:
          'Operation cannot be fulfilled on configmaps "one": the object has been modified; please apply your changes to the latest version and try again',
      },
    });
    expect((await served.ask(`${cm}/one`, { method: "PUT", body: second.text })).body).toEqual(second.body);
    expect((await served.ask(`${cm}/one`, { method: "DELETE" })).body).toMatchObject({
      kind: "Status",
      status: "Success",
      details: { name: "one", kind: "configmaps" },
    });
  });

  it("need a namespace that is there, and store nothing on a dry run", async () => {
    expect((await served.ask("/api/v1/namespaces/nope/configmaps", { method: "POST", body: made("x") })).body).toMatchObject({
      message: 'namespaces "nope" not found',
    });
    expect((await served.ask(`${cm}?dryRun=All`, { method: "POST", body: made("dry") })).status).toBe(201);
    expect((await served.ask(`${cm}/dry`)).status).toBe(404);
  });

  it("come in pages", async () => {
    for (const name of ["p1", "p2", "p3"]) await served.ask("/api/v1/namespaces/default/configmaps", { method: "POST", body: made(name) });
    const page = (await served.ask("/api/v1/namespaces/default/configmaps?limit=2")).body as {
      items: KubeObject[];
      metadata: { continue: string; remainingItemCount: number };
    };
    expect([page.items.map(({ metadata }) => metadata.name), page.metadata.remainingItemCount]).toEqual([["p1", "p2"], 1]);
    const rest = (await served.ask(`/api/v1/namespaces/default/configmaps?limit=2&continue=${page.metadata.continue}`)).body as typeof page;
    expect([rest.items.map(({ metadata }) => metadata.name), rest.metadata.continue]).toEqual([["p3"], undefined]);
    expect(await served.ask("/api/v1/configmaps?continue=nonsense")).toMatchObject({ status: 400 });
  });

  it("are told to watches in the order of their changes, from where the watch begins", async () => {
    const from = served.registry.revision;
    const path = "/api/v1/namespaces/lab/configmaps";
    await served.ask(path, { method: "POST", body: { ...made("w"), metadata: { name: "w", labels: { a: "1" } } } });
    await served.ask(`${path}/w`, { method: "PATCH", body: { metadata: { labels: { a: "2" } } }, headers: { "content-type": "application/merge-patch+json" } });
    await served.ask(`${path}/w`, { method: "DELETE" });
    const read = async (query: string, lines: number) =>
      (await served.ask(`${path}?watch=1&resourceVersion=${from}${query}`, { lines })).text
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(await read("", 3)).toEqual(["ADDED", "MODIFIED", "DELETED"]);
    expect(await read("&labelSelector=a%3D2", 2)).toEqual(["ADDED", "DELETED"]);
  });

  it("are listed to a watch that asks for initial events, up to a bookmark", async () => {
    const query = "watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&fieldSelector=metadata.name%3Dlab";
    const { text } = await served.ask(`/api/v1/namespaces?${query}`, { lines: 2 });
    const [added, bookmark] = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string; object: KubeObject });
    expect([added?.type, added?.object.metadata.name]).toEqual(["ADDED", "lab"]);
    expect([bookmark?.type, bookmark?.object.metadata.annotations]).toEqual(["BOOKMARK", { "k8s.io/initial-events-end": "true" }]);
  });

  it("tell a watch when its time is over", async () => {
    const { status, text } = await served.ask(`/api/v1/namespaces/default/pods?watch=1&resourceVersion=${served.registry.revision}&timeoutSeconds=1`);
    expect([status, text]).toEqual([200, ""]);
  });
});
