import { duplicate, type FieldErrors, forbidden, invalid, notFound, required } from "../field/errors.ts";
import { dnsLabel } from "../field/formats.ts";
import { type Fields, items, part, text } from "../field/json-fields.ts";
import { refusals } from "../meta/labels.ts";

/** Names of the volumes that mounts may speak of. */
export function volumeNames(spec: Fields): ReadonlySet<string> {
  return new Set(items(spec, "volumes").map((volume) => text(volume, "name")));
}

export function volumeErrors(spec: Fields, path: string): FieldErrors {
  const names = new Set<string>();
  return items(spec, "volumes").flatMap((volume, index) => {
    const at = `${path}[${index}]`;
    const name = text(volume, "name");
    const isTwice = name !== "" && names.has(name);
    names.add(name);
    return [
      ...sourceErrors(volume, at),
      ...(name === "" ? [required(`${at}.name`)] : refusals(`${at}.name`, name, dnsLabel(name))),
      ...(isTwice ? [duplicate(`${at}.name`, name)] : []),
    ];
  });
}

function sourceErrors(volume: Fields, at: string): FieldErrors {
  const given = Object.keys(volume).filter((key) => key !== "name");
  return [
    ...given.slice(1).map((source) => forbidden(`${at}.${source}`, "may not specify more than 1 volume type")),
    ...nameOf(volume, "configMap", "name", at),
    ...nameOf(volume, "secret", "secretName", at),
    ...nameOf(volume, "persistentVolumeClaim", "claimName", at),
    ...pathErrors(part(volume, "hostPath"), `${at}.hostPath`),
  ];
}

function nameOf(volume: Fields, source: string, field: string, at: string): FieldErrors {
  const given = part(volume, source);
  return given === undefined || text(given, field) !== "" ? [] : [required(`${at}.${source}.${field}`)];
}

function pathErrors(source: Fields | undefined, at: string): FieldErrors {
  if (source === undefined) return [];
  const path = text(source, "path");
  if (path === "") return [required(`${at}.path`)];
  return path.split("/").includes("..") ? [invalid(`${at}.path`, path, "must not contain '..'")] : [];
}

export function mountErrors(mounts: readonly Fields[], path: string, volumes: ReadonlySet<string>): FieldErrors {
  const taken = new Set<string>();
  return mounts.flatMap((mount, index) => {
    const at = `${path}[${index}]`;
    const name = text(mount, "name");
    const place = text(mount, "mountPath");
    const isTwice = taken.has(place);
    taken.add(place);
    return [
      ...(name === "" ? [required(`${at}.name`)] : volumes.has(name) ? [] : [notFound(`${at}.name`, name)]),
      ...(place === "" ? [required(`${at}.mountPath`)] : []),
      ...(isTwice ? [invalid(`${at}.mountPath`, place, "must be unique")] : []),
      ...(text(mount, "subPath").startsWith("/") ? [invalid(`${at}.subPath`, text(mount, "subPath"), "must be a relative path")] : []),
    ];
  });
}
