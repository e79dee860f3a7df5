import { afterEach, expect, test } from "vitest";
import type { ContainerContext } from "../../../src/practice/container.ts";
import { Files } from "../../../src/practice/images/machine/files.ts";
import { mountedVolume } from "../../../src/practice/images/machine/volumes.ts";
import type { KubeObject, Pod } from "../../../src/practice/objects.ts";
import type { NewObject } from "../../../src/practice/registry.ts";
import { type RunningEngine, runEngine } from "../../support/practice-engine.ts";
import { eventually } from "../../support/practice-registry.ts";
import { toyImages } from "../../support/toy-images.ts";

let cluster: RunningEngine | undefined;
afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
});

/** The files of every container that started, by the name of its image. */
function startPod(spec: object, metadata: object = {}): ReadonlyMap<string, Files> {
  const started = new Map<string, Files>();
  const keep = (name: string) => (context: ContainerContext) => {
    const files = new Files(() => context.clock.now());
    for (const mount of context.mounts ?? []) files.mount(mountedVolume(mount, context.clock));
    started.set(name, files);
  };
  cluster = runEngine({ images: toyImages({ one: keep("one"), two: keep("two") }) });
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "p", namespace: "default", labels: { app: "p", tier: "db" }, ...metadata }, spec };
  cluster.registry.create("v1/pods", pod as unknown as NewObject<Pod>);
  return started;
}

const isReady = (pods: readonly Pod[]): boolean =>
  pods.some(({ metadata, status }) => metadata.name === "p" && status?.containerStatuses?.every(({ ready }) => ready));
const configMap = (data: Readonly<Record<string, string>>) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "settings", namespace: "default" },
  data,
});
const container = (image: string, volumeMounts: readonly object[]) => ({ name: image, image, volumeMounts });

test("containers of a pod share an emptyDir, and no other pod does", async () => {
  const volumes = [{ name: "shared", emptyDir: {} }];
  const files = startPod({
    volumes,
    containers: [container("one", [{ name: "shared", mountPath: "/a" }]), container("two", [{ name: "shared", mountPath: "/b", subPath: "sub" }])],
  });
  await eventually<Pod>(cluster!.registry, "v1/pods", isReady);
  files.get("two")?.write("/b/note", Buffer.from("hello"));
  expect(files.get("one")?.read("/a/sub/note").toString()).toBe("hello");
});

test("a ConfigMap's keys are files that follow it and can't be written; a single one stays as it was", async () => {
  const volumes = [{ name: "c", configMap: { name: "settings" } }];
  const mounts = [
    { name: "c", mountPath: "/etc/app" },
    { name: "c", mountPath: "/etc/one.txt", subPath: "mode" },
  ];
  const files = startPod({ volumes, containers: [container("one", mounts)] });
  const { registry } = cluster!;
  const events = await eventually<KubeObject>(registry, "v1/events", (all) => all.some(({ reason }) => reason === "FailedMount"));
  expect(events.find(({ reason }) => reason === "FailedMount")?.message).toBe('MountVolume.SetUp failed for volume "c" : configmap "settings" not found');
  expect(registry.get<Pod>({ resource: "v1/pods", namespace: "default", name: "p" })?.status?.podIP).toBeUndefined();
  registry.create("v1/configmaps", configMap({ mode: "slow", level: "1" }));
  await eventually<Pod>(registry, "v1/pods", isReady);
  const own = files.get("one")!;
  expect([own.list("/etc/app"), own.read("/etc/app/mode").toString(), own.read("/etc/one.txt").toString()]).toEqual([["level", "mode"], "slow", "slow"]);
  expect(() => own.write("/etc/app/mode", Buffer.from("x"))).toThrow("Read-only file system");
  registry.update("v1/configmaps", {
    ...registry.get<KubeObject>({ resource: "v1/configmaps", namespace: "default", name: "settings" })!,
    data: { mode: "fast" },
  } as KubeObject);
  expect([own.list("/etc/app"), own.read("/etc/app/mode").toString(), own.read("/etc/one.txt").toString()]).toEqual([["mode"], "fast", "slow"]);
});

test("a key that the ConfigMap doesn't have is told", async () => {
  startPod({ volumes: [{ name: "c", configMap: { name: "settings", items: [{ key: "nope", path: "x" }] } }], containers: [container("one", [])] });
  const { registry } = cluster!;
  registry.create("v1/configmaps", configMap({ mode: "slow" }));
  const wanted = 'MountVolume.SetUp failed for volume "c" : configmap references non-existent config key: nope';
  await eventually<KubeObject>(registry, "v1/events", (all) => all.some(({ message }) => message === wanted));
});

test("a Secret, the pod's own labels and its token are files", async () => {
  const volumes = [
    { name: "s", secret: { secretName: "password" } },
    { name: "d", downwardAPI: { items: [{ path: "labels", fieldRef: { fieldPath: "metadata.labels" } }] } },
    {
      name: "token",
      projected: {
        sources: [
          { serviceAccountToken: { path: "token" } },
          { downwardAPI: { items: [{ path: "namespace", fieldRef: { fieldPath: "metadata.namespace" } }] } },
        ],
      },
    },
  ];
  const files = startPod({
    volumes,
    containers: [
      container(
        "one",
        volumes.map(({ name }) => ({ name, mountPath: `/${name}` })),
      ),
    ],
  });
  cluster!.registry.create("v1/secrets", {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "password", namespace: "default" },
    data: { pw: "czNjcmV0" },
  } as NewObject<KubeObject>);
  await eventually<Pod>(cluster!.registry, "v1/pods", isReady);
  const own = files.get("one")!;
  expect(own.read("/s/pw").toString()).toBe("s3cret");
  expect(own.read("/d/labels").toString()).toBe('app="p"\ntier="db"');
  expect(own.read("/token/namespace").toString()).toBe("default");
  const claims: unknown = JSON.parse(Buffer.from(own.read("/token/token").toString().split(".")[1] ?? "", "base64url").toString());
  expect(claims).toMatchObject({ sub: "system:serviceaccount:default:default", "kubernetes.io": { pod: { name: "p" } } });
  expect(own.read("/token/token")).toEqual(own.read("/token/token"));
});
