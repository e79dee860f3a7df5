/** How a step's Services are wired now: client, Service, pods. */
import type { KubeObject, Observation, Step } from "../../grader/model.ts";
import { drawingTexts } from "../i18n/drawing.ts";
import { columnsOf, fitted } from "./layout.ts";
import type { Look } from "./look.ts";

/** Lines without margin; none where the step is about no Service, or the Services could not be read. */
export function renderDrawing(step: Step, observation: Observation, look: Look): readonly string[] {
  const services = servicesOf(step).slice(0, 2);
  return services.flatMap((name) => drawService(name, observation, look));
}

function drawService(name: string, observation: Observation, look: Look): readonly string[] {
  const { namespace } = observation.cluster;
  const services = itemsOf(observation, "Service");
  if (services === undefined) return [];
  const service = services.find(({ metadata }) => metadata.name === name && (metadata.namespace ?? namespace) === namespace);
  if (service === undefined) return [look.paint("faint", `Service ${name}  ${drawingTexts.notThere[look.language]}`)];
  const text = `Service ${name} ${addressOf(service)}`;
  // A step that doesn't look at endpoints can't tell what stands behind the Service.
  const slices = itemsOf(observation, "EndpointSlice");
  if (slices === undefined) return [text];
  const pods = endpointsOf(name, slices, namespace);
  const targets =
    pods.length === 0
      ? [{ name: "", text: drawingTexts.noPod[look.language], state: "", faint: true }]
      : pods.map((pod) => ({ ...podText(pod), state: pod.ready ? "" : ` ${drawingTexts.notReady[look.language]}`, faint: !pod.ready }));
  const arrow = ` ${look.signs.arrow} `;
  const besides =
    Math.max(...targets.map((target) => columnsOf(target.name + target.text + target.state))) + columnsOf(text) + columnsOf(arrow) + 7 <= look.columns;
  const room = look.columns - 5 - 3 - columnsOf(arrow);
  return [
    ...(besides ? [] : [text]),
    ...targets.map((target, at) => {
      const rest = target.text + target.state;
      const fit = (besides ? target.name : shortened(target.name, room - columnsOf(rest), look.signs.cut)) + rest;
      const before = besides ? (at === 0 ? text : " ".repeat(columnsOf(text))) + arrow : `  ${arrow}`;
      return before + (target.faint ? look.paint("faint", fit) : fit);
    }),
  ];
}

interface Endpoint {
  readonly address: string;
  readonly pod: string | undefined;
  readonly ready: boolean;
  readonly port: number | undefined;
}

function podText({ address, pod, port }: Endpoint): { readonly name: string; readonly text: string } {
  const where = port === undefined ? address : `${address}:${port}`;
  return pod === undefined ? { name: "", text: where } : { name: `Pod ${pod}`, text: ` ${where}` };
}

/** Cut in the middle: the last letters of a pod's name tell it from the others. */
function shortened(name: string, room: number, cut: string): string {
  if (columnsOf(name) <= room) return name;
  const tail = name.slice(-6);
  return fitted(name, Math.max(columnsOf(cut), room - tail.length), cut) + tail;
}

/** Where there are node ports the ports are written as in the PORT(S) column of `kubectl get svc`: 10.96.1.2 3000:31000/TCP. */
function addressOf(service: KubeObject): string {
  const spec = service.spec as { clusterIP?: string; ports?: readonly { port: number; nodePort?: number; protocol?: string }[] } | undefined;
  const status = service.status as { loadBalancer?: { ingress?: readonly { ip?: string }[] } } | undefined;
  const { ports = [] } = spec ?? {};
  const address = status?.loadBalancer?.ingress?.[0]?.ip ?? spec?.clusterIP ?? "";
  if (ports.length === 0) return address;
  if (ports.every(({ nodePort }) => nodePort === undefined)) return `${address}:${ports.map(({ port }) => port).join(",")}`;
  return `${address} ${ports.map(({ port, nodePort, protocol = "TCP" }) => `${port}${nodePort === undefined ? "" : `:${nodePort}`}/${protocol}`).join(",")}`;
}

function endpointsOf(service: string, slices: readonly KubeObject[], namespace: string): readonly Endpoint[] {
  const own = slices.filter(({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] === service && (metadata.namespace ?? namespace) === namespace);
  const all = own.flatMap((slice) => {
    const { endpoints, ports } = slice as unknown as Slice;
    return (endpoints ?? []).map(({ addresses, conditions, targetRef }) => ({
      address: addresses[0] ?? "",
      pod: targetRef?.name,
      ready: conditions?.ready !== false,
      port: ports?.[0]?.port ?? undefined,
    }));
  });
  return all.sort((a, b) => (a.pod ?? a.address).localeCompare(b.pod ?? b.address)).slice(0, 4);
}

interface Slice {
  readonly endpoints?:
    | readonly { readonly addresses: readonly string[]; readonly conditions?: { readonly ready?: boolean }; readonly targetRef?: { readonly name?: string } }[]
    | null;
  readonly ports?: readonly { readonly port?: number | null }[] | null;
}

function itemsOf(observation: Observation, kind: string): readonly KubeObject[] | undefined {
  const results = observation.world.lists.filter(({ query, result }) => query.kind === kind && result.status === "read");
  return results.length === 0 ? undefined : results.flatMap(({ result }) => (result.status === "read" ? result.items : []));
}

function servicesOf(step: Step): readonly string[] {
  const names = step.checks.flatMap((check) => {
    if ("service" in check && typeof check.service === "string") return [check.service];
    if (check.kind === "object" && check.object.kind === "Service") return [check.object.name];
    if (check.kind === "redis") return [check.host];
    if (check.kind === "counts" && "service" in check.via) return [check.via.service];
    return [];
  });
  return [...new Set(names)];
}
