/** The practice cluster that is attacked: where it listens, and what proves its administrator. */
import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { createSecureContext, type SecureContext } from "node:tls";
import { parse } from "yaml";

export interface Target {
  readonly host: string;
  readonly port: number;
  /** With the administrator's certificate. */
  readonly admin: SecureContext;
  /** Without any certificate. */
  readonly nobody: SecureContext;
  /** Keeps connections. */
  readonly agent: Agent;
}

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: Readonly<Record<string, string>> }];
  readonly users: readonly [{ readonly user: Readonly<Record<string, string>> }];
}

export function targetOf(kubeconfig: string): Target {
  const config = parse(readFileSync(kubeconfig, "utf8")) as Kubeconfig;
  const decode = (text: string | undefined): Buffer => Buffer.from(text ?? "", "base64");
  const { cluster } = config.clusters[0];
  const { user } = config.users[0];
  const ca = decode(cluster["certificate-authority-data"]);
  const admin = createSecureContext({ ca, cert: decode(user["client-certificate-data"]), key: decode(user["client-key-data"]) });
  const { hostname, port } = new URL(cluster.server ?? "");
  return {
    host: hostname,
    port: Number(port),
    admin,
    nobody: createSecureContext({ ca }),
    agent: new Agent({ keepAlive: true, maxSockets: 24, secureContext: admin }),
  };
}
