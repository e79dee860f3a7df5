/** What is typed for `svclab`. Where npm runs it there is mostly no such command on the PATH; the lab shell has one. */
import type { Look } from "./look.ts";

/** npm tells a program which script it runs: `svclab …` for npx, and what package.json says for `npm start`. */
export function programName({ SVCLAB_SHELL_FLAGS: labShell, npm_lifecycle_script: script = "" }: NodeJS.ProcessEnv): string {
  return labShell === undefined && /^'?(?:svclab\b|node dist\/main\.js\b)/.test(script) ? "npx svclab" : "svclab";
}

/** Where a text gives svclab as a command to type: in backquotes, after a colon, in $( ). */
export function asTyped(text: string, { program = "svclab" }: Pick<Look, "program">): string {
  return program === "svclab" ? text : text.replace(/(?<=`|\$\(|: |:\n)svclab(?= [a-z-])/g, program);
}
