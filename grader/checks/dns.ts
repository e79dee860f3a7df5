/** A name resolves, inside a pod, to the ClusterIP of a Service. */
import { type CheckKind, type Judgement, walkReads } from "../check-kind.ts";
import { explainAbsence } from "../explain/absence.ts";
import { explainHeadless } from "../explain/service-port.ts";
import { explainWorkload } from "../explain/workload.ts";
import { pick, textOf } from "../json.ts";
import { findKnownApp } from "../known-apps.ts";
import type { DnsCheck, ProbeRequest } from "../model.ts";
import { programOf } from "../program.ts";
import { askingPod, troubleIn } from "../requests.ts";
import type { View } from "../view.ts";

export const dnsCheck: CheckKind<DnsCheck> = { reads: () => walkReads, probes: lookUp, judge: judgeDns };

function lookUp(check: DnsCheck, view: View): readonly ProbeRequest[] {
  const pod = askingPod(view, check.from);
  const container = pod && programOf(view, check.from, pod);
  if (pod === undefined || container === undefined) return [];
  const tool = findKnownApp(container.image)?.resolver === "getent" ? ["getent", "hosts"] : ["nslookup"];
  const command = [...tool, nameIn(check, view)];
  return [
    {
      kind: "exec",
      id: check.id,
      namespace: pod.metadata.namespace ?? view.namespace,
      pod: pod.metadata.name,
      container: container.name,
      command,
      timeoutMs: 8_000,
    },
  ];
}

function judgeDns(check: DnsCheck, view: View): Judgement {
  const service = view.find("Service", check.service);
  if (service === undefined) return [explainAbsence(view, { kind: "Service", name: check.service })];
  const result = view.probe(check.id);
  const address = textOf(pick(service, "spec", "clusterIP"));
  const found = result?.kind === "exec" ? addressesIn(result.stdout) : [];
  if (address !== undefined && found.includes(address)) return [];
  const from = view.find("Deployment", check.from);
  if (from === undefined) return [explainAbsence(view, { kind: "Deployment", name: check.from })];
  const cause = explainHeadless(service) ?? explainWorkload(view, from, 1);
  if (cause !== undefined) return [cause];
  const trouble = troubleIn(result);
  if (trouble !== undefined) return [trouble];
  if (result === undefined) return [{ code: "cancelled", detail: "not asked" }];
  const object = { kind: "Service", namespace: view.namespace, name: check.service };
  const wanted = address ?? null;
  if (found.length > 0) return [{ code: "name-elsewhere", object, seen: found, wanted }];
  return result.kind === "exec" && isServersTrouble(result)
    ? [{ code: "dns-down", detail: nameIn(check, view) }]
    : [{ code: "name-unresolved", object, seen: nameIn(check, view), wanted }];
}

function nameIn(check: DnsCheck, view: View): string {
  return check.name.replaceAll("{namespace}", view.namespace);
}

/** nslookup names the server first, with its port; getent prints the address and the name. */
function addressesIn(stdout: string): readonly string[] {
  const lines = stdout.split("\n").filter((line) => !/:53\b|#53\b/.test(line) && !/^Server:/i.test(line));
  return lines.flatMap((line) => /^(?:Address(?: \d+)?:\s*)?((?:\d{1,3}\.){3}\d{1,3})\b/.exec(line.trim())?.[1] ?? []);
}

/** The Service is there, so that a working DNS must know its name: without an answer from any server it is the DNS that is down. */
function isServersTrouble(result: { readonly stdout: string; readonly stderr: string }): boolean {
  return /timed out|no servers could be reached|EAI_AGAIN|SERVFAIL/i.test(`${result.stdout}\n${result.stderr}`);
}
