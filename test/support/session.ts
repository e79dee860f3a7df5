/**
 * Replays a recorded kubectl session. A scenario line is a shell command; `# text` is a comment, `@wait CMD` repeats CMD until it
 * exits 0 (60 s at the most), `@run CMD` runs it without comparing, `~ CMD` compares the exit code alone.
 */
import { spawn } from "node:child_process";
import { foldSession } from "./session-folding.ts";

export interface SessionStep {
  readonly command: string;
  readonly ok?: boolean;
  readonly code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

export interface SessionShell {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

export async function playSession(scenario: string, shell: SessionShell): Promise<readonly SessionStep[]> {
  const steps: SessionStep[] = [];
  for (const raw of scenario.split("\n")) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("@run ")) await run(line.slice(5), shell);
    else steps.push(await playLine(line, shell));
  }
  return steps;
}

async function playLine(line: string, shell: SessionShell): Promise<SessionStep> {
  if (line.startsWith("@wait ")) return { command: line, ok: await succeeds(line.slice(6), shell) };
  if (line.startsWith("~ ")) return { command: line, code: (await run(line.slice(2), shell)).code };
  const result = await run(line, shell);
  return { command: line, code: result.code, stdout: foldSession(result.stdout), stderr: foldSession(result.stderr) };
}

async function succeeds(command: string, shell: SessionShell): Promise<boolean> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if ((await run(command, shell)).code === 0) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

function run(command: string, shell: SessionShell): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-c", command], { cwd: shell.folder, env: shell.env, stdio: ["ignore", "pipe", "pipe"], timeout: 60_000 });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      output.stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 124, ...output }));
  });
}
