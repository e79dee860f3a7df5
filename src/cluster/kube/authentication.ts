/** How requests prove who asks. TLS is made ready once and connections are kept: shaking hands anew takes longer than any answer. */
import { Agent, type RequestOptions } from "node:https";
import { createSecureContext } from "node:tls";

/** What is used of client-node's KubeConfig. */
interface Credentials {
  applyToHTTPSOptions(options: RequestOptions): Promise<void>;
}

export interface Authentication {
  /** For requests that can be made again: they share connections. */
  readonly requests: RequestOptions;
  /** For what takes a connection for itself. */
  readonly sessions: RequestOptions;
}

/** Rejects when the kubeconfig's way to credentials fails. */
export async function authenticate(config: Credentials): Promise<Authentication> {
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const { agent } = options;
  // Proxies have agents of their own.
  if (!(agent instanceof Agent) || agent.constructor !== Agent) return { requests: options, sessions: options };
  const shared = { ...agent.options, secureContext: createSecureContext(agent.options) };
  return {
    requests: { ...options, agent: new Agent({ ...shared, keepAlive: true }) },
    sessions: { ...options, agent: new Agent(shared) },
  };
}

/** The same kubeconfig for client-node's own requests, with credentials that were asked for already. */
export function withSessions<T extends Credentials>(config: T, authentication: () => Promise<Authentication>): T {
  const applyToHTTPSOptions: Credentials["applyToHTTPSOptions"] = async (options) => {
    const { sessions } = await authentication();
    Object.assign(options, sessions, { headers: { ...sessions.headers } });
  };
  return Object.assign(Object.create(config) as T, { applyToHTTPSOptions });
}
