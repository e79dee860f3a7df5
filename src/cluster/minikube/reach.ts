/** Ways that only minikube has, for computers that can't route to its node. */
import type { HttpProbe, HttpReply } from "../../../grader/model.ts";
import { type Talking, talk } from "../../process/long-running.ts";
import type { KubeClient } from "../kube/client.ts";
import { getOnce } from "../reach/http.ts";
import { servicePortOf, unproved, type VantagePoint } from "../reach/vantage.ts";
import { askMinikube, type MinikubeCall, minikubeArgv } from "./call.ts";

/** Parts curl's answers: no application prints it. */
const MARK = "svclab-7c1e5b-end";
/** `minikube ssh` itself takes a second or two. */
const SSH_MS = 10_000;
const URL_MS = 15_000;

/** curl on the node itself: the node port and the load balancer's address as the cluster routes them, only not from this computer. */
export function sshCurl(call: MinikubeCall, nodeAddress: (signal: AbortSignal) => Promise<string | undefined>): VantagePoint {
  return async (probe, signal) => {
    const host = probe.to.at === "node" ? await nodeAddress(signal) : probe.to.address;
    const address = `${host}:${probe.to.at === "node" ? probe.to.nodePort : probe.to.port}`;
    const seconds = String(Math.max(1, Math.ceil(probe.timeoutMs / 1000)));
    const urls = Array.from({ length: probe.requests }, () => `http://${address}${probe.path}`);
    // The node's shell reads the line once more: every word is quoted for it.
    const command = ["curl", "-s", "-m", seconds, "-H", "Connection: close", "-w", `\\n%{http_code} %{exitcode} ${MARK}\\n`, ...urls].map(shellWord).join(" ");
    const result = await askMinikube(call, ["ssh", "--", command], { timeoutMs: SSH_MS + probe.timeoutMs * Math.min(probe.requests, 3), signal });
    const replies = curlReplies(result.stdout);
    if (replies.length === 0)
      return { status: "no-way", trouble: { code: "no-route", detail: `minikube ssh: ${result.stderr.trim() || `exit code ${result.exitCode}`}` } };
    return { status: "tried", vantage: { via: "minikube-ssh", address, proves: "the-path-asked-for" }, replies };
  };
}

/** Reads what curl printed with the mark after each answer. */
export function curlReplies(stdout: string): readonly HttpReply[] {
  const pattern = new RegExp(`\\r?\\n(\\d{3}) (\\d+) ${MARK}\\r?\\n`, "g");
  const replies: HttpReply[] = [];
  let start = 0;
  for (const match of stdout.matchAll(pattern)) {
    const body = stdout.slice(start, match.index);
    start = match.index + match[0].length;
    replies.push(curlReply(Number(match[2]), Number(match[1]), body));
  }
  return replies;
}

function curlReply(exitCode: number, code: number, body: string): HttpReply {
  const detail = `curl exit code ${exitCode}`;
  switch (exitCode) {
    case 0:
      return { outcome: "answered", code, body };
    case 6:
      return { outcome: "unresolved", detail };
    case 7:
      return { outcome: "refused", detail };
    case 28:
      return { outcome: "timeout", detail };
    case 52:
      return { outcome: "empty", detail };
    case 56:
      return { outcome: "reset", detail };
    default:
      return { outcome: "failed", detail };
  }
}

/** The tunnel of `minikube service --url`: goes to the ClusterIP and never touches the node port. It is kept open for the requests and then interrupted. */
export function serviceUrl(call: MinikubeCall, client: KubeClient): VantagePoint {
  return async (probe, signal) => {
    const index = await servicePortIndex(client, probe, signal);
    const child = talk(minikubeArgv(call.profile, "service", probe.to.service, "-n", probe.to.namespace, "--url"), { env: call.env, signal });
    try {
      const url = await firstUrl(child, AbortSignal.any([signal, AbortSignal.timeout(URL_MS)]), index);
      if (url === undefined) return { status: "no-way", trouble: { code: "no-route", detail: "minikube service --url gave no address" } };
      const replies: HttpReply[] = [];
      for (let made = 0; made < probe.requests && !signal.aborted; made += 1) {
        const { reply } = await getOnce({ host: url.hostname, port: Number(url.port || 80), path: probe.path, timeoutMs: probe.timeoutMs, signal });
        replies.push(reply);
        if (reply.outcome === "timeout") break;
      }
      return { status: "tried", vantage: { via: "minikube-service", address: url.host, proves: unproved(probe) }, replies };
    } finally {
      await child.stop();
    }
  };
}

/** minikube prints one address per port of the Service, in its order. */
async function servicePortIndex(client: KubeClient, probe: HttpProbe, signal: AbortSignal): Promise<number> {
  const services = await client.list({ apiVersion: "v1", kind: "Service", namespace: probe.to.namespace }, signal);
  const service = services.status === "read" ? services.items.find(({ metadata }) => metadata.name === probe.to.service) : undefined;
  const ports = (service?.spec as { ports?: readonly { port: number }[] } | undefined)?.ports ?? [];
  return Math.max(
    0,
    ports.findIndex(({ port }) => port === servicePortOf(probe)),
  );
}

async function firstUrl(child: Talking, signal: AbortSignal, index: number): Promise<URL | undefined> {
  const urls: URL[] = [];
  const stopped = new Promise<undefined>((resolve) => signal.addEventListener("abort", () => resolve(undefined), { once: true }));
  const read = async (): Promise<URL | undefined> => {
    for await (const line of child.lines) {
      if (!/^https?:\/\/\S+$/.test(line.trim())) continue;
      urls.push(new URL(line.trim()));
      if (urls.length > index) return urls[index];
    }
    return undefined;
  };
  return Promise.race([read().catch(() => undefined), stopped]);
}

function shellWord(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
