/** A kubeconfig of svclab's own for one context of the learner's, whose file is only read. */
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeWhole } from "../../practice/daemon/whole-file.ts";
import { run } from "../../process/run.ts";
import { ClusterError } from "../../trouble.ts";
import { clustersFolder, type Environment } from "../environment.ts";

/** Where it stands, whether it is written yet or not. */
export function ownKubeconfigPath(place: { readonly home: string; readonly context: string; readonly namespace: string }): string {
  return join(clustersFolder(place.home), encodeURIComponent(place.context), `kubeconfig-${place.namespace}`);
}

export interface OwnKubeconfig {
  readonly path: string;
  readonly context: string;
  /** True: neither practice nor minikube made this context. */
  readonly foreign: boolean;
}

interface Context {
  readonly name: string;
  readonly context: { namespace?: string; readonly extensions?: readonly { readonly extension?: { readonly provider?: string } | null }[] };
}

/**
 * Without a context: the current one. kubectl itself makes the copy, so relative paths, plugins and merged files come out as kubectl has them.
 * Throws ClusterError wrong-context, kubeconfig-unreadable, home-not-writable.
 */
export async function ownKubeconfig(request: {
  readonly home: string;
  /** The learner's own environment. */
  readonly env: Environment;
  readonly kubectl: readonly [string, ...string[]];
  readonly context: string | undefined;
  readonly namespace: string;
  readonly signal: AbortSignal;
}): Promise<OwnKubeconfig> {
  const which = request.context === undefined ? [] : ["--context", request.context];
  const view = await run([...request.kubectl, "config", "view", "--raw", "--minify", "--flatten", "-o", "json", ...which], {
    env: request.env,
    timeoutMs: 10_000,
    signal: request.signal,
  });
  const config = view.exitCode === 0 ? parsed(view.stdout) : undefined;
  const context = config?.contexts?.[0];
  if (config === undefined || context === undefined) throw await wrongContext(request, view.stderr.trim());
  context.context.namespace = request.namespace;
  const path = ownKubeconfigPath({ home: request.home, context: context.name, namespace: request.namespace });
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeWhole(path, `${JSON.stringify(config)}\n`);
  } catch (error) {
    throw notWritable(path, error);
  }
  return { path, context: context.name, foreign: !isMinikube(context) };
}

function parsed(text: string): { readonly contexts?: readonly Context[] | null } | undefined {
  try {
    return JSON.parse(text) as { contexts?: Context[] | null };
  } catch {
    return undefined;
  }
}

function notWritable(path: string, cause: unknown): ClusterError {
  const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return new ClusterError({
    code: "home-not-writable",
    text: {
      ko: `svclab이 쓸 kubeconfig를 저장할 수 없습니다: ${path} (${why})\n그 폴더에 쓸 수 있게 하거나 SVCLAB_HOME=다른-폴더 로 다시 실행하세요. 바뀐 것은 없습니다.`,
      en: `The kubeconfig that svclab uses can't be saved: ${path} (${why})\nMake its folder writable, or run again with SVCLAB_HOME=another-folder. Nothing was changed.`,
    },
    cause,
  });
}

/** minikube marks the contexts it makes. */
function isMinikube({ context }: Context): boolean {
  return (context.extensions ?? []).some(({ extension }) => extension?.provider === "minikube.sigs.k8s.io");
}

async function wrongContext(request: Parameters<typeof ownKubeconfig>[0], said: string): Promise<ClusterError> {
  const names = await run([...request.kubectl, "config", "get-contexts", "-o", "name"], { env: request.env, timeoutMs: 10_000, signal: request.signal });
  if (names.exitCode !== 0) {
    return new ClusterError({
      code: "kubeconfig-unreadable",
      text: {
        ko: `kubeconfig를 읽을 수 없습니다.\n${said}\n파일을 고치거나, KUBECONFIG=다른-파일 로 다시 실행하거나, kubeconfig 없이 하려면: svclab --cluster practice`,
        en: `The kubeconfig can't be read.\n${said}\nMend the file, run again with KUBECONFIG=another-file, or do without one: svclab --cluster practice`,
      },
    });
  }
  const known = names.stdout.split("\n").filter((name) => name !== "");
  const list = known.map((name) => `\n  ${name}`).join("");
  const name = request.context ?? "";
  return new ClusterError({
    code: "wrong-context",
    text: {
      ko: `kubeconfig에서 컨텍스트를 찾을 수 없습니다: ${name || "(현재 컨텍스트 없음)"}\n${said}\n있는 컨텍스트:${list || " (없음)"}\n고르려면: svclab --context 이름`,
      en: `The kubeconfig has no such context: ${name || "(no current context)"}\n${said}\nContexts there are:${list || " (none)"}\nTo choose one: svclab --context NAME`,
    },
  });
}
