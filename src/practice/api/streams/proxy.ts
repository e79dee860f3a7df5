/** HTTP requests handed on to a pod, or to a pod behind a Service: …/proxy/PATH */
import { request as httpRequest } from "node:http";
import type { Duplex } from "node:stream";
import { ApiError } from "../../api-error.ts";
import type { EndpointSlice, Service } from "../../objects.ts";
import { notFound } from "../errors.ts";
import { sendError } from "../http/exchange.ts";
import type { NamedCall } from "../verbs/context.ts";

interface Backend {
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
}

export async function proxyToPod(call: NamedCall): Promise<void> {
  const [pod = "", port] = splitName(call.target.name);
  const found = call.services.registry.get({ resource: "v1/pods", namespace: call.target.namespace, name: pod });
  if (found === undefined) throw notFound(call.target.resource, pod);
  await forward(call, { namespace: call.target.namespace ?? "", pod, port: Number(port ?? 80) });
}

export async function proxyToService(call: NamedCall): Promise<void> {
  const { services, target } = call;
  const [name = "", port] = splitName(target.name);
  const service = services.registry.get<Service>({ resource: "v1/services", namespace: target.namespace, name });
  if (service === undefined) throw notFound(target.resource, name);
  const backend = findBackend(call, service, port);
  if (backend === undefined) throw unavailable(`no endpoints available for service ${JSON.stringify(name)}`);
  await forward(call, backend);
}

/** `name`, `name:port` or `scheme:name:port`. */
function splitName(text: string): readonly (string | undefined)[] {
  const parts = text.split(":");
  return parts.length === 3 ? [parts[1], parts[2] || undefined] : [parts[0], parts[1] || undefined];
}

function findBackend({ services }: NamedCall, service: Service, wanted: string | undefined): Backend | undefined {
  const ports = service.spec.ports ?? [];
  const port = wanted === undefined ? (ports.length === 1 ? ports[0] : undefined) : ports.find((each) => each.name === wanted || String(each.port) === wanted);
  if (port === undefined) return undefined;
  const slices = services.registry
    .list<EndpointSlice>("discovery.k8s.io/v1/endpointslices", service.metadata.namespace)
    .filter(({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] === service.metadata.name);
  const backends = slices.flatMap((slice) => {
    const target = slice.ports?.find((each) => (each.name ?? "") === (port.name ?? ""))?.port;
    const ready = (slice.endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false);
    return ready.flatMap(({ targetRef }) =>
      target === undefined || targetRef === undefined ? [] : [{ namespace: targetRef.namespace ?? "", pod: targetRef.name, port: target }],
    );
  });
  return backends[Math.floor(Math.random() * backends.length)];
}

async function forward({ services, exchange, target }: NamedCall, backend: Backend): Promise<void> {
  const { request, response } = exchange;
  let socket: Duplex;
  try {
    socket = await services.runtime.connect({ namespace: backend.namespace, pod: backend.pod }, backend.port);
  } catch (error) {
    throw unavailable(`error trying to reach service: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { host: _host, authorization: _authorization, ...headers } = request.headers;
  const query = exchange.query.toString();
  const outgoing = httpRequest({
    createConnection: () => socket as never,
    method: exchange.method,
    path: `${target.rest ?? "/"}${query === "" ? "" : `?${query}`}`,
    headers: { ...headers, host: `${backend.pod}:${backend.port}`, connection: "close" },
  });
  outgoing.once("response", (incoming) => {
    response.writeHead(incoming.statusCode ?? 502, incoming.headers);
    incoming.pipe(response);
  });
  outgoing.once("error", (error) => sendError(response, unavailable(`error trying to reach service: ${error.message}`)));
  response.once("close", () => socket.destroy());
  request.pipe(outgoing);
}

function unavailable(message: string): ApiError {
  return new ApiError({ code: 503, reason: "ServiceUnavailable", message });
}
