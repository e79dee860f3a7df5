import type { Mount, Volume, VolumeTexts } from "../../container.ts";
import type { ContainerSpec, Pod } from "../../objects.ts";
import type { Registry } from "../../registry.ts";
import { type ConfigSource, downwardTexts, keyTexts, type Texts, tokenTexts, VolumeTrouble } from "./volume-sources.ts";

interface VolumeSpec {
  readonly name: string;
  readonly emptyDir?: unknown;
  readonly hostPath?: { readonly path: string };
  readonly configMap?: ConfigSource;
  readonly secret?: ConfigSource & { readonly secretName?: string };
  readonly downwardAPI?: { readonly items?: Parameters<typeof downwardTexts>[1]; readonly defaultMode?: number };
  readonly projected?: { readonly sources?: readonly ProjectedSource[]; readonly defaultMode?: number };
  readonly [kind: string]: unknown;
}

interface ProjectedSource {
  readonly configMap?: ConfigSource;
  readonly secret?: ConfigSource;
  readonly downwardAPI?: { readonly items?: Parameters<typeof downwardTexts>[1] };
  readonly serviceAccountToken?: { readonly path: string; readonly expirationSeconds?: number };
}

export type PodVolumes =
  | { readonly status: "ready"; readonly mountsOf: (container: ContainerSpec) => readonly Mount[] }
  /** The kubelet's text for the event FailedMount. */
  | { readonly status: "failed"; readonly message: string };

/** Files of the node itself, by their paths there. */
export type HostPaths = Map<string, Volume>;

export interface VolumeWorld {
  readonly registry: Registry;
  readonly hostPaths: HostPaths;
  /** The pod as it stands at each look. */
  readonly pod: () => Pod;
  readonly now: () => number;
}

/** The volumes of a pod, each made once for all of its containers. */
export function preparePodVolumes(world: VolumeWorld): PodVolumes {
  const volumes = new Map<string, Volume>();
  for (const spec of (world.pod().spec.volumes ?? []) as readonly VolumeSpec[]) {
    try {
      volumes.set(spec.name, volumeOf(world, spec));
    } catch (error) {
      if (!(error instanceof VolumeTrouble)) throw error;
      return { status: "failed", message: `MountVolume.SetUp failed for volume "${spec.name}" : ${error.message}` };
    }
  }
  return { status: "ready", mountsOf: (container) => mountsOf(container, volumes) };
}

interface MountSpec {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly readOnly?: boolean;
}

function mountsOf(container: ContainerSpec, volumes: ReadonlyMap<string, Volume>): readonly Mount[] {
  return ((container.volumeMounts ?? []) as readonly MountSpec[]).flatMap(({ name, mountPath, subPath, readOnly = false }) => {
    const volume = volumes.get(name);
    return volume === undefined ? [] : [{ path: mountPath, subPath: subPath || undefined, readOnly, volume }];
  });
}

function volumeOf(world: VolumeWorld, spec: VolumeSpec): Volume {
  if (spec.hostPath !== undefined) {
    const known = world.hostPaths.get(spec.hostPath.path) ?? { kind: "scratch" };
    world.hostPaths.set(spec.hostPath.path, known);
    return known;
  }
  const read = reader(world, spec);
  if (read === undefined) return { kind: "scratch" };
  // Missing objects are told now; one that goes later leaves the last texts.
  let last = read();
  let signature = signatureOf(last);
  return {
    kind: "texts",
    read() {
      try {
        const next = read();
        const nextSignature = signatureOf(next);
        if (nextSignature !== signature) [last, signature] = [next, nextSignature];
      } catch (error) {
        if (!(error instanceof VolumeTrouble)) throw error;
      }
      return last;
    },
  };
}

/** Undefined: nothing but an empty folder. */
function reader({ registry, pod, now }: VolumeWorld, spec: VolumeSpec): (() => VolumeTexts) | undefined {
  const { configMap, secret, downwardAPI, projected } = spec;
  const space = pod().metadata.namespace ?? "default";
  const keys = (kind: "configmap" | "secret", source: ConfigSource): Texts => keyTexts(registry, { kind, namespace: space, source });
  if (configMap !== undefined) return () => withModes(keys("configmap", configMap), configMap.defaultMode);
  if (secret !== undefined) return () => withModes(keys("secret", { ...secret, name: secret.secretName }), secret.defaultMode);
  if (downwardAPI !== undefined) return () => withModes(downwardTexts(pod(), downwardAPI.items ?? []), downwardAPI.defaultMode);
  if (projected === undefined) return undefined;
  const token = new Map<string, string>();
  return () => {
    const texts = (projected.sources ?? []).flatMap((source) => {
      if (source.configMap !== undefined) return [...keys("configmap", source.configMap)];
      if (source.secret !== undefined) return [...keys("secret", source.secret)];
      if (source.downwardAPI !== undefined) return [...downwardTexts(pod(), source.downwardAPI.items ?? [])];
      return source.serviceAccountToken === undefined ? [] : [...tokenTexts(pod(), source.serviceAccountToken, { now: now(), kept: token })];
    });
    return withModes(new Map(texts), projected.defaultMode);
  };
}

function withModes(texts: Texts, defaultMode = 0o644): VolumeTexts {
  return new Map([...texts].map(([path, { content, mode }]) => [path, { content, mode: mode ?? defaultMode }]));
}

function signatureOf(texts: VolumeTexts): string {
  return [...texts].map(([path, { content, mode }]) => `${path}\0${mode}\0${content.toString("base64")}`).join("\0");
}
