/** Where svclab keeps its state. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";

export interface HomeRequest {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** SVCLAB_HOME, absolute; else the data folder of the platform (XDG Base Directory on Linux). */
export function homeFolder({ environment, platform }: HomeRequest): string {
  if (isSet(environment.SVCLAB_HOME)) return resolve(environment.SVCLAB_HOME);
  if (platform === "win32") return join(isSet(environment.LOCALAPPDATA) ? environment.LOCALAPPDATA : join(homedir(), "AppData", "Local"), "svclab");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "svclab");
  return join(isSet(environment.XDG_DATA_HOME) ? environment.XDG_DATA_HOME : join(homedir(), ".local", "share"), "svclab");
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
