/** What minikube remembers of a cluster besides its objects: which addons are on, and MetalLB's range. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../daemon/whole-file.ts";

export interface ProfileFile {
  readonly formatVersion: 1;
  readonly addons: Readonly<Record<string, boolean>>;
  readonly loadBalancerStartIp: string;
  readonly loadBalancerEndIp: string;
  /** Nodes beside the control plane. */
  readonly workers: readonly { readonly name: string; readonly address: string }[];
}

const NEW_PROFILE: ProfileFile = {
  formatVersion: 1,
  addons: { "default-storageclass": true, "storage-provisioner": true },
  loadBalancerStartIp: "",
  loadBalancerEndIp: "",
  workers: [],
};

export function readProfile(dataFolder: string): ProfileFile {
  try {
    return { ...NEW_PROFILE, ...(JSON.parse(readFileSync(join(dataFolder, "profile.json"), "utf8")) as ProfileFile) };
  } catch {
    return NEW_PROFILE;
  }
}

export function writeProfile(dataFolder: string, profile: ProfileFile): void {
  writeWhole(join(dataFolder, "profile.json"), `${JSON.stringify(profile, undefined, 2)}\n`);
}
