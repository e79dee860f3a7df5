/** A kubeconfig as client-node reads it. */
import { KubeConfig } from "@kubernetes/client-node";
import { ClusterError } from "../../trouble.ts";
import { errorText } from "./trouble.ts";

export interface ConfigSource {
  readonly kubeconfig: string;
  readonly context?: string | undefined;
}

/** Throws ClusterError kubeconfig-unreadable or wrong-context. */
export function readConfig(source: ConfigSource): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromFile(source.kubeconfig);
  } catch (cause) {
    throw unreadable(source.kubeconfig, cause);
  }
  if (source.context !== undefined) config.setCurrentContext(source.context);
  if (!config.getCurrentCluster()) throw wrongContext(config, source.context ?? config.getCurrentContext());
  return config;
}

function unreadable(path: string, cause: unknown): ClusterError {
  return new ClusterError({
    code: "kubeconfig-unreadable",
    text: {
      ko: `kubeconfig를 읽을 수 없습니다: ${path}\n${errorText(cause)}`,
      en: `The kubeconfig can't be read: ${path}\n${errorText(cause)}`,
    },
    cause,
  });
}

function wrongContext(config: KubeConfig, name: string): ClusterError {
  const known = config.getContexts().map((context) => context.name);
  return new ClusterError({
    code: "wrong-context",
    text: {
      ko: `kubeconfig에 컨텍스트가 없습니다: ${name}\n있는 것: ${known.join(", ") || "(없음)"}`,
      en: `The kubeconfig holds no context ${name}.\nIt holds: ${known.join(", ") || "(none)"}`,
    },
  });
}
