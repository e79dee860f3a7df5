import { expect, it } from "vitest";
import { windowsShell } from "../../src/shell/windows-shell.ts";

const system = "C:\\Program Files\\WindowsPowerShell\\Modules;C:\\WINDOWS\\system32\\WindowsPowerShell\\v1.0\\Modules";
const started = (modules: string | undefined) =>
  windowsShell({ SystemRoot: "C:\\Windows", ProgramFiles: "C:\\Program Files", COMSPEC: "C:\\Windows\\system32\\cmd.exe", PSModulePath: modules });

it.each([
  ["Windows PowerShell", `C:\\Users\\kim\\Documents\\WindowsPowerShell\\Modules;${system}`, "powershell.exe"],
  ["Windows PowerShell with its documents in OneDrive, in Korean", `C:\\Users\\kim\\OneDrive\\문서\\WindowsPowerShell\\Modules;${system}`, "powershell.exe"],
  [
    "PowerShell 7",
    `C:\\Users\\kim\\Documents\\PowerShell\\Modules;C:\\Program Files\\PowerShell\\Modules;c:\\program files\\powershell\\7\\Modules;${system}`,
    "pwsh.exe",
  ],
  ["cmd.exe", system, "C:\\Windows\\system32\\cmd.exe"],
  ["cmd.exe without modules", undefined, "C:\\Windows\\system32\\cmd.exe"],
])("knows %s by what it was started with", (_, modules, program) => {
  expect(started(modules)).toEqual({ kind: program.endsWith("cmd.exe") ? "cmd" : "powershell", program });
});
