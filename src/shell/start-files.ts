/** What a shell reads when it starts as the lab shell: first what the learner's own would, then the lab's. */

export type ShellKind = "bash" | "zsh" | "fish" | "powershell" | "sh" | "cmd";

export interface StartFileRequest {
  /** Set after the learner's own start files, which may have set others. */
  readonly variables: Readonly<Record<string, string>>;
  /** In front of the PATH, the first one first. */
  readonly folders: readonly string[];
  /** Holds the lab and step that the prompt shows. */
  readonly placeFile: string;
}

/** By the name of the program; what is unknown is taken for a POSIX shell. */
export function shellKindOf(program: string): ShellKind {
  const name = program
    .toLowerCase()
    .replace(/^.*[\\/]/, "")
    .replace(/\.exe$/, "");
  if (name === "bash" || name === "zsh" || name === "fish" || name === "cmd") return name;
  return name === "pwsh" || name === "powershell" ? "powershell" : "sh";
}

/** A POSIX shell of the kind. `userFile`: what the learner's own would have read instead. */
export function posixStart(kind: "bash" | "zsh" | "sh", { variables, folders, placeFile }: StartFileRequest): string {
  const place = `$(cat ${quoted(placeFile)} 2>/dev/null)`;
  const prompt = {
    bash: `PS1=${quoted(`[svclab ${place}] `)}"$PS1"`,
    // The text of the place is expanded each time the prompt is shown.
    zsh: `setopt prompt_subst\nPROMPT=${quoted(`[svclab ${place}] `)}"$PROMPT"`,
    sh: `PS1=${quoted(`[svclab ${place}] `)}"\${PS1:-\\$ }"`,
  }[kind];
  return `${[own[kind], ...Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`), `export PATH=${quoted(folders.join(":"))}:"$PATH"`, prompt].join("\n")}\n`;
}

/** The learner's own, in their own folder. */
const zshOwn = (file: string): string => `[ -r "\${ZDOTDIR:-$HOME}/${file}" ] && . "\${ZDOTDIR:-$HOME}/${file}"`;

/** Read before the start file of zsh, from the same folder as that. */
export const zshEnv = `SVCLAB_ZDOTDIR=$ZDOTDIR\nif [ -n "$SVCLAB_USER_ZDOTDIR" ]; then ZDOTDIR=$SVCLAB_USER_ZDOTDIR; else unset ZDOTDIR; fi\n${zshOwn(".zshenv")}\nZDOTDIR=$SVCLAB_ZDOTDIR\n`;

const own = {
  bash: "[ -r /etc/bash.bashrc ] && . /etc/bash.bashrc\n[ -r ~/.bashrc ] && . ~/.bashrc",
  zsh: `if [ -n "$SVCLAB_USER_ZDOTDIR" ]; then ZDOTDIR=$SVCLAB_USER_ZDOTDIR; else unset ZDOTDIR; fi\n${zshOwn(".zshrc")}`,
  sh: '[ -n "$SVCLAB_USER_ENV" ] && [ -r "$SVCLAB_USER_ENV" ] && . "$SVCLAB_USER_ENV"',
} as const;

export function fishStart({ variables, folders, placeFile }: StartFileRequest): string {
  return `${[
    ...Object.entries(variables).map(([name, value]) => `set -gx ${name} ${fishQuoted(value)}`),
    `set -gx PATH ${folders.map(fishQuoted).join(" ")} $PATH`,
    "functions -q svclab_own_prompt; or functions -c fish_prompt svclab_own_prompt",
    "function fish_prompt",
    `  set -l place (cat ${fishQuoted(placeFile)} 2>/dev/null)`,
    '  echo -n "[svclab $place] "',
    "  svclab_own_prompt",
    "end",
  ].join("\n")}\n`;
}

export function powershellStart({ variables, folders, placeFile }: StartFileRequest): string {
  const quote = (value: string): string => `'${value.replaceAll("'", "''")}'`;
  return `${[
    ...Object.entries(variables).map(([name, value]) => `$env:${name} = ${quote(value)}`),
    `$env:PATH = ${folders.map(quote).join(" + [IO.Path]::PathSeparator + ")} + [IO.Path]::PathSeparator + $env:PATH`,
    "$global:SvclabOwnPrompt = $function:prompt",
    `function global:prompt { "[svclab $(Get-Content ${quote(placeFile)} -ErrorAction SilentlyContinue)] " + (& $global:SvclabOwnPrompt) }`,
  ].join("\n")}\n`;
}

export function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

function fishQuoted(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
