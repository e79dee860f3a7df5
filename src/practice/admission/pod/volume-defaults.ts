import { type Fields, fill, items, part } from "../field/json-fields.ts";

const mode = 0o644;

/** A volume without a source is an empty directory. Changes the volume. */
export function defaultVolume(volume: Fields): void {
  if (Object.keys(volume).filter((key) => key !== "name").length === 0) volume.emptyDir = {};
  for (const kind of ["configMap", "secret", "downwardAPI", "projected"]) {
    const source = part(volume, kind);
    if (source !== undefined) fill(source, "defaultMode", mode);
  }
  const path = part(volume, "hostPath");
  if (path !== undefined && path.type === undefined) path.type = "";
  for (const item of items(part(volume, "downwardAPI"), "items")) defaultFieldRef(item);
  for (const source of items(part(volume, "projected"), "sources")) {
    const token = part(source, "serviceAccountToken");
    if (token !== undefined) fill(token, "expirationSeconds", 3600);
    for (const item of items(part(source, "downwardAPI"), "items")) defaultFieldRef(item);
  }
}

function defaultFieldRef(item: Fields): void {
  const reference = part(item, "fieldRef");
  if (reference !== undefined) fill(reference, "apiVersion", "v1");
}
