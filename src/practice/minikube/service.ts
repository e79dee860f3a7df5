/** minikube service: where the Services of the cluster can be reached from this computer. */
import { EXIT, exitingDueTo, listObjects, type MinikubeContext, nodes, sayStopped } from "./context.ts";
import { drawTable } from "./table.ts";
import { fillTemplate } from "./template.ts";

interface Service {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly type?: string;
    readonly selector?: Readonly<Record<string, string>>;
    readonly ports?: readonly { readonly name?: string; readonly port: number; readonly nodePort?: number }[];
  };
}

interface Row {
  readonly Namespace: string;
  readonly Name: string;
  readonly URLs: readonly string[];
  readonly PortNames: readonly string[];
}

const HEADS = ["NAMESPACE", "NAME", "TARGET PORT", "URL"];

export async function serviceList(context: MinikubeContext): Promise<number> {
  const node = (await nodes(context))?.[0];
  if (node === undefined) return sayStopped(context);
  const namespace = context.args.flags.get("namespace");
  const path = namespace === undefined ? "/api/v1/services" : `/api/v1/namespaces/${encodeURIComponent(namespace)}/services`;
  const services = await listObjects<Service>(context, path);
  if (services === undefined) return exitingDueTo(context, "SVC_LIST", "Failed to get service URL", EXIT.serviceList);
  const rows = services.map((service) => rowOf(service, node.address));
  if (context.args.flags.get("output") === "json") context.out(JSON.stringify(rows.length === 0 ? null : rows));
  else context.out(drawTable(HEADS, rows.map(cellsOf)));
  return 0;
}

/** Opens no browser: a lab stays in its terminal. */
export async function service(context: MinikubeContext): Promise<number> {
  const name = context.args.words[1];
  const all = context.args.flags.get("all") === "true";
  if (name === undefined && !all) return exitingDueTo(context, "MK_USAGE", "You must specify service name(s) or --all", EXIT.usage);
  const node = (await nodes(context))?.[0];
  if (node === undefined) return sayStopped(context);
  const namespace = context.args.flags.get("namespace") ?? "default";
  const services = (await listObjects<Service>(context, `/api/v1/namespaces/${encodeURIComponent(namespace)}/services`)) ?? [];
  const wanted = all ? services : services.filter((each) => context.args.words.slice(1).includes(each.metadata.name));
  if (wanted.length === 0) return sayNotFound(context, name ?? "", namespace);
  for (const each of wanted) {
    const code = await show(context, each, node.address);
    if (code !== 0) return code;
  }
  return 0;
}

async function show(context: MinikubeContext, found: Service, address: string): Promise<number> {
  const { name, namespace } = found.metadata;
  const row = rowOf(found, address);
  const urlOnly = context.args.flags.get("url") === "true";
  if (row.URLs.length === 0) {
    context.out(`😿  service ${namespace}/${name} has no node port\n`);
    context.err(
      `❗  Services [${namespace}/${name}] have type "ClusterIP" not meant to be exposed, however for local development minikube allows you to access this !\n`,
    );
    return 0;
  }
  if (!(await hasRunningPod(context, found))) {
    return exitingDueTo(context, "SVC_UNREACHABLE", `service not available: no running pod for service ${name} found`, EXIT.serviceMissing);
  }
  if (urlOnly) {
    const format = context.args.flags.get("format") ?? "http://{{.IP}}:{{.Port}}";
    const urls = row.URLs.map((url) => fillTemplate(format, { IP: address, Port: url.replace(/^.*:/, ""), Name: name }));
    if (urls.includes(undefined)) return exitingDueTo(context, "MK_USAGE", `The value passed to --format is invalid: ${format}`, EXIT.usage);
    context.out(urls.map((url) => `${url}\n`).join(""));
    return 0;
  }
  context.out(drawTable(HEADS, [cellsOf(row)]));
  context.out(
    context.language === "ko"
      ? `👉  브라우저는 열지 않습니다. 확인하려면: curl ${row.URLs[0]}\n`
      : `👉  No browser is opened here. To look: curl ${row.URLs[0]}\n`,
  );
  return 0;
}

function rowOf({ metadata, spec }: Service, address: string): Row {
  const ports = (spec.ports ?? []).filter(({ nodePort }) => nodePort !== undefined);
  const base = { Namespace: metadata.namespace, Name: metadata.name };
  if (ports.length === 0) return { ...base, URLs: [], PortNames: ["No node port"] };
  return {
    ...base,
    URLs: ports.map(({ nodePort }) => `http://${address}:${nodePort}`),
    PortNames: ports.map(({ name, port }) => (name ? `${name}/${port}` : String(port))),
  };
}

function cellsOf(row: Row): readonly string[] {
  return [row.Namespace, row.Name, row.PortNames.join("\n"), row.URLs.join("\n")];
}

async function hasRunningPod(context: MinikubeContext, { metadata, spec }: Service): Promise<boolean> {
  if (spec.selector === undefined) return true;
  const selector = Object.entries(spec.selector).map(([key, value]) => `${key}=${value}`);
  const path = `/api/v1/namespaces/${metadata.namespace}/pods?labelSelector=${encodeURIComponent(selector.join(","))}`;
  const pods = await listObjects<{ readonly status?: { readonly phase?: string } }>(context, path);
  return pods?.some(({ status }) => status?.phase === "Running") ?? false;
}

function sayNotFound(context: MinikubeContext, name: string, namespace: string): number {
  return exitingDueTo(
    context,
    "SVC_NOT_FOUND",
    `Service '${name}' was not found in '${namespace}' namespace.\nYou may select another namespace by using 'minikube service ${name} -n <namespace>'. Or list out all the services using 'minikube service list'`,
    EXIT.serviceMissing,
  );
}
