/** Which shell of Windows svclab was started from: none of them says so. */

export interface WindowsShell {
  readonly kind: "powershell" | "cmd";
  readonly program: string;
}

/**
 * PowerShell puts the user's own folder of modules in front of PSModulePath, which elsewhere holds only the system's. Its name before
 * that ("Documents") is in the user's language where OneDrive keeps it, so it isn't looked at. PowerShell 7 calls it otherwise than 5.1 did.
 */
export function windowsShell(environment: NodeJS.ProcessEnv): WindowsShell {
  const system = [environment.SystemRoot, environment.ProgramFiles].flatMap((folder) => (folder === undefined ? [] : [`${folder.toLowerCase()}\\`]));
  const own = (environment.PSModulePath ?? "")
    .toLowerCase()
    .split(";")
    .filter((path) => !system.some((folder) => path.startsWith(folder)));
  if (own.some((path) => /\\powershell\\modules\\?$/.test(path))) return { kind: "powershell", program: "pwsh.exe" };
  if (own.some((path) => /\\windowspowershell\\modules\\?$/.test(path))) return { kind: "powershell", program: "powershell.exe" };
  return { kind: "cmd", program: environment.COMSPEC ?? "cmd.exe" };
}
