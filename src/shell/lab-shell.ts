/** The lab shell: the learner's own shell, wired to the cluster, with the lab and step in its prompt and svclab's words at hand. */
import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { fishStart, posixStart, powershellStart, quoted, type StartFileRequest, shellKindOf, zshEnv } from "./start-files.ts";

export interface LabShellOptions {
  /** SVCLAB_HOME. */
  readonly home: string;
  /** The learner's shell, as argv. */
  readonly program: readonly string[];
  /** How svclab itself is run, as argv. */
  readonly svclab: readonly string[];
  /** The environment that svclab was started in. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

export interface LabShellRequest {
  /** That of the driver: KUBECONFIG, PATH and the like. */
  readonly variables: Readonly<Record<string, string>>;
  /** What every svclab in it is told: which cluster, which language. */
  readonly flags: readonly string[];
}

export interface LabShell {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Without it Windows PowerShell 5.1 takes a file to be in the code page of the system. */
const byteOrderMark = "\uFEFF";

/** Words that can be typed without `svclab` before them. */
const shellWords = ["check", "hint", "answer", "next"] as const;

/** Writes what the shell reads when it starts, below the home. */
export async function prepareLabShell(options: LabShellOptions, { variables, flags }: LabShellRequest): Promise<LabShell> {
  const { home, program, environment } = options;
  const folder = join(home, "shell");
  const bin = join(folder, "bin");
  await writeWords(bin, options);
  const kind = shellKindOf(program[0] ?? "");
  const { PATH = "", ...others } = variables;
  const mine: Readonly<Record<string, string>> = { ...others, ...programVariables(options), SVCLAB_SHELL_FLAGS: flags.join(" ") };
  // The learner's own start files see the PATH as it was; what stands in front of it is put there after them.
  const before = new Set((environment.PATH ?? environment.Path ?? "").split(delimiter));
  const folders = [bin, ...PATH.split(delimiter).filter((each) => !before.has(each))];
  const request: StartFileRequest = { variables: mine, folders, placeFile: placeFileOf(home) };
  const path = [bin, PATH].join(delimiter);
  switch (kind) {
    case "bash": {
      const file = await written(join(folder, "bashrc"), posixStart("bash", request));
      return { argv: [...program, "--rcfile", file, "-i"], environment: { ...mine, PATH } };
    }
    case "zsh": {
      await written(join(folder, "zsh", ".zshrc"), posixStart("zsh", request));
      await written(join(folder, "zsh", ".zshenv"), zshEnv);
      return {
        argv: [...program, "-i"],
        environment: { ...mine, PATH, ZDOTDIR: join(folder, "zsh"), SVCLAB_USER_ZDOTDIR: environment.SVCLAB_USER_ZDOTDIR ?? environment.ZDOTDIR ?? "" },
      };
    }
    case "fish": {
      const file = await written(join(folder, "start.fish"), fishStart(request));
      return { argv: [...program, "-i", "--init-command", `source ${quoted(file)}`], environment: { ...mine, PATH } };
    }
    case "powershell": {
      const file = await written(join(folder, "start.ps1"), byteOrderMark + powershellStart(request));
      return { argv: [...program, "-NoExit", "-ExecutionPolicy", "Bypass", "-File", file], environment: { ...mine, PATH } };
    }
    case "cmd":
      return { argv: [...program, "/K", "prompt [svclab] $P$G"], environment: { ...mine, PATH: path } };
    case "sh": {
      const file = await written(join(folder, "shrc"), posixStart("sh", request));
      return { argv: [...program, "-i"], environment: { ...mine, PATH, ENV: file, SVCLAB_USER_ENV: environment.SVCLAB_USER_ENV ?? environment.ENV ?? "" } };
    }
  }
}

/** What the prompt of every lab shell shows from now on. */
export async function showPlace(home: string, place: string): Promise<void> {
  await written(placeFileOf(home), `${place}\n`);
}

function placeFileOf(home: string): string {
  return join(home, "shell", "place");
}

/** cmd.exe reads a file in the code page of the system, so what may hold letters beyond ASCII (a user's name) comes to it in variables. */
function programVariables({ svclab, platform }: LabShellOptions): Readonly<Record<string, string>> {
  return platform === "win32" ? Object.fromEntries(svclab.map((word, at) => [`SVCLAB_PROGRAM_${at}`, word])) : {};
}

async function writeWords(bin: string, { svclab, platform }: LabShellOptions): Promise<void> {
  for (const word of ["svclab", ...shellWords]) {
    const rest = word === "svclab" ? "" : ` ${word}`;
    if (platform === "win32")
      await written(join(bin, `${word}.cmd`), `@${svclab.map((_, at) => `"%SVCLAB_PROGRAM_${at}%"`).join(" ")}${rest} %SVCLAB_SHELL_FLAGS% %*\r\n`);
    else await written(join(bin, word), `#!/bin/sh\nexec ${svclab.map(quoted).join(" ")}${rest} $SVCLAB_SHELL_FLAGS "$@"\n`, 0o755);
  }
}

/** Answers the path; a shell that is just starting never sees half a file. */
async function written(path: string, text: string, mode = 0o600): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.tmp`;
  await writeFile(temporary, text, { mode });
  await rename(temporary, path);
  return path;
}
