/** Why an image isn't there: its name, its host, its tag; or nobody's fault. */
import type { Finding } from "../finding.ts";
import { kubectl, setField } from "../fix.ts";
import { imageRepository, isSameImage, parseImage } from "../image.ts";
import { keysOf, pick, textOf } from "../json.ts";
import { findKnownApp, hostileHosts, knownRepositories } from "../known-apps.ts";
import type { Fix, KubeObject } from "../model.ts";
import { editDistance } from "../nearness.ts";
import type { ContainerView } from "../pods.ts";
import type { View } from "../view.ts";
import { type Cause, nameOf } from "./cause.ts";

export interface ContainerPlace {
  /** The Deployment, or the Pod itself where nothing made it. */
  readonly owner: KubeObject;
  readonly container: ContainerView;
}

/** "spec.template.spec.containers[0].image" */
export function containerPath(place: ContainerPlace, field: string): string {
  const spec = place.owner.kind === "Pod" ? "spec" : "spec.template.spec";
  return `${spec}.${place.container.list}[${place.container.index}].${field}`;
}

/** A field path as a JSON pointer. */
export function pointerTo(path: string): string {
  return `/${path.replaceAll(/\[(\d+)\]/g, ".$1").replaceAll(".", "/")}`;
}

export function explainPull(view: View, place: ContainerPlace): Cause {
  const { container } = place;
  const wanted = wantedImage(view, place);
  const said = textOf(pick(container.status, "state", "waiting", "message")) ?? "";
  if (pick(container.status, "state", "waiting", "reason") === "ErrImageNeverPull") return pullForbidden(place);
  const isRight = wanted === undefined ? isHindered(said) && !isHostile(container.image) : isSameImage(container.image, wanted);
  return isRight ? { code: "pull-failed", detail: said } : explainImage(place, wanted);
}

/** The answer itself says that the node may not pull. */
function pullForbidden(place: ContainerPlace): Finding {
  const path = containerPath(place, "imagePullPolicy");
  const wanted = "IfNotPresent";
  return { code: "field-differs", object: nameOf(place.owner), path, seen: "Never", wanted, fix: setField(place.owner, keysOf(path), wanted) };
}

/**
 * The node or the registry was hindered: nothing is said of the image. Only where the lab doesn't say which image is right.
 * A host that doesn't exist ("no such host"), a name or tag that isn't there and one that is denied are of the image (FACTS 3.6).
 */
function isHindered(said: string): boolean {
  return /toomanyrequests|429 Too Many|\b50[0-4]\b|i\/o timeout|TLS handshake timeout|connection (refused|reset)|network is unreachable|server misbehaving|Try again|deadline exceeded|no space left/i.test(
    said,
  );
}

function isHostile(image: string): boolean {
  return hostileHosts[parseImage(image)?.host ?? ""] !== undefined;
}

/** A name that stands in the manifest, pulled or not. */
export function explainImage(place: ContainerPlace, wanted: string | undefined): Finding {
  const { owner, container } = place;
  const reference = parseImage(container.image);
  const meant = reference && hostileHosts[reference.host];
  const code = meant !== undefined ? "image-look-alike" : reference === undefined ? "image-name-invalid" : "image-not-found";
  const nearest = nearestOf(container.image);
  const right =
    wanted ?? (meant === undefined ? (withTag(nearest, reference?.tag) ?? otherTag(container.image)) : container.image.replace(reference!.host, meant));
  return {
    code,
    object: nameOf(owner),
    path: containerPath(place, "image"),
    seen: container.image,
    ...(right === undefined ? {} : { wanted: right, fix: setImage(place, right) }),
    ...(nearest === undefined ? {} : { nearest }),
  };
}

/** docker.io/library/redis is written redis. */
function withTag(repository: string | undefined, tag: string | undefined): string | undefined {
  const short = repository?.replace(/^docker\.io\/(library\/)?/, "");
  return short === undefined || tag === undefined || tag === "latest" ? short : `${short}:${tag}`;
}

/** The repository is there, so it is the tag that isn't. */
function otherTag(image: string): string | undefined {
  const app = findKnownApp(image);
  return app && withTag(imageRepository(image), app.tag);
}

export function setImage(place: ContainerPlace, image: string): Fix {
  const { owner, container } = place;
  if (owner.kind === "Pod") return setField(owner, keysOf(containerPath(place, "image")), image);
  return { command: kubectl(owner.metadata.namespace, "set", "image", `${owner.kind.toLowerCase()}/${owner.metadata.name}`, `${container.name}=${image}`) };
}

export function wantedImage(view: View, place: ContainerPlace): string | undefined {
  return view.intent.imageOf(place.owner.metadata.name, place.container.name);
}

function nearestOf(image: string): string | undefined {
  const repository = imageRepository(image) ?? image.replace(/[\s:].*$/, "");
  return knownRepositories.find((known) => known !== repository && editDistance(known, repository) <= 3);
}
