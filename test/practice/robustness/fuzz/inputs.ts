/** What a broken or hostile client writes: paths, queries, headers and bodies, drawn from a seed. */
import type { Random } from "../../../support/random.ts";

const kinds: readonly (readonly [string, readonly string[]])[] = [
  ["/api/v1", ["pods", "services", "configmaps", "secrets", "namespaces", "nodes", "events", "endpoints", "serviceaccounts", "nope"]],
  ["/apis/apps/v1", ["deployments", "replicasets", "daemonsets", "statefulsets"]],
  ["/apis/discovery.k8s.io/v1", ["endpointslices"]],
  ["/apis/authorization.k8s.io/v1", ["selfsubjectaccessreviews"]],
  ["/apis/nope/v9", ["nopes"]],
];
const names = ["", "", "/a", "/p", "/d/status", "/d/scale", "/%00", "/..%2f..", "/%E0%A4%A", `/${"x".repeat(300)}`];
const proxies = ["target:6379/proxy/", "target:x/proxy/a%0ab", "target:99999999/proxy/%20", "http:target:80/proxy/", "a:/proxy/%2e%2e/"];
const queries = [
  "",
  "",
  "labelSelector=a%3D%3D%3Db",
  `labelSelector=${"a%20in%20(b),".repeat(200)}`,
  "labelSelector=((((!",
  "fieldSelector=,,",
  "fieldSelector=metadata.name%3D%3D%5C",
  "limit=-1&continue=zzz",
  "limit=99999999999999999999",
  "limit=1&continue=eyJ2IjoiIn0",
  "resourceVersion=-1&resourceVersionMatch=Exact",
  "dryRun=No",
  "dryRun=All&fieldValidation=Strict",
  "fieldValidation=x",
  "fieldManager=m&force=1",
  `fieldManager=${"m".repeat(5000)}`,
  "gracePeriodSeconds=-9223372036854775808&propagationPolicy=x",
  "tailLines=-3&sinceSeconds=x&limitBytes=0",
  "pretty=1&pretty=2",
  "%zz",
];
export const watchQueries: readonly string[] = [
  "watch=1",
  "watch=true&resourceVersion=abc",
  "watch=1&resourceVersion=999999999999999",
  "watch=1&resourceVersion=1",
  "watch=1&timeoutSeconds=999999999999",
  "watch=1&timeoutSeconds=-1",
  "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true",
  "watch=1&sendInitialEvents=x",
  "watch=1&fieldSelector=metadata.name=a&labelSelector=!x",
];
const accepts = [
  "application/json",
  "*/*",
  "application/json;as=Table;v=v1;g=meta.k8s.io",
  "application/json;as=Table;v=v9;g=meta.k8s.io,application/json",
  "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1",
  "application/yaml",
  "application/vnd.kubernetes.protobuf",
  "nonsense",
  ";;;,,,=",
];
const types = [
  "application/json",
  "application/yaml",
  "application/vnd.kubernetes.protobuf",
  "application/json-patch+json",
  "application/merge-patch+json",
  "application/strategic-merge-patch+json",
  "application/apply-patch+yaml",
  "text/plain",
  "",
];
const seeds = [
  '{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":{"ports":[{"port":1}],"selector":{"a":"b"}}}',
  '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"redis","livenessProbe":{"periodSeconds":2147483647,"tcpSocket":{"port":6379}}}]}}',
  '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"replicas":1,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"x"}]}}}}',
  '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"config","namespace":"metallb-system"},"data":{"config":"address-pools:\\n- addresses: [1-2]"}}',
  '[{"op":"replace","path":"/spec/ports/0/port","value":5},{"op":"remove","path":"/metadata/labels"}]',
  '[{"op":"add","path":"/spec/ports/4294967295","value":{"port":1}},{"op":"copy","from":"","path":"/metadata/annotations"}]',
  JSON.stringify(Array.from({ length: 40 }, (_, turn) => ({ op: "copy", from: "", path: `/metadata/annotations/c${turn}` }))),
  '[{"op":"move","from":"","path":"/spec/x"},{"op":"test","path":"/a~9","value":null}]',
  '{"metadata":{"annotations":{"a":null}},"spec":{"$patch":"replace","ports":[{"port":1,"$patch":"delete"}]}}',
  '{"spec":{"$setElementOrder/ports":[{"port":9}],"$deleteFromPrimitiveList/x":[1],"$retainKeys":["ports"],"ports":null}}',
  '{"spec":[],"metadata":"x","status":7}',
  '{"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":-5,"preconditions":{"uid":"x"}}',
  '{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"d"},"spec":{"replicas":2}}',
  "a: &a [*a, *a]\nkind: Service",
  `a: &a ["x","x"]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c]\ne: [*d,*d,*d,*d]`,
  "{".repeat(5000),
  "[".repeat(20_000),
  `${"- ".repeat(3000)}x`,
  '{"metadata":{"name":"x","labels":{"__proto__":"y"}},"__proto__":{"kind":"Pod"}}',
];
const values = ["null", "-1", "1e999", '""', "[]", "{}", "true", "99999999999999999999", '"\\ud800"', "[[[[]]]]", '{"a":{"b":{}}}', '"\\u0000"'];

/** Objects that are whole, and where they belong: what is wrong with them is wrong in one place. */
const whole: readonly (readonly [string, string, string])[] = [
  ["/api/v1/namespaces/default/services", "a", seeds[0] ?? ""],
  ["/api/v1/namespaces/default/pods", "p", seeds[1] ?? ""],
  ["/apis/apps/v1/namespaces/default/deployments", "d", seeds[2] ?? ""],
  ["/api/v1/namespaces/default/configmaps", "m", '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"data":{"k":"v"}}'],
  ["/api/v1/namespaces/default/secrets", "s", '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"type":"Opaque","data":{"k":"dg=="}}'],
  ["/api/v1/namespaces", "n", '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n"}}'],
  [
    "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
    "e",
    '{"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","metadata":{"name":"e"},"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"]}],"ports":[{"port":1}]}',
  ],
];
const patchTypes = ["application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml"];

export interface Written {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A write that reaches validation, the store and the controllers. */
export function nearlyRight(random: Random): Written {
  const [collection, name, object] = random.pick(whole);
  const method = random.pick(["POST", "POST", "PUT", "PATCH", "PATCH"]);
  const isPatch = method === "PATCH";
  const text = isPatch && random.below(2) === 0 ? random.pick(seeds) : object;
  const times = random.below(3);
  let written = text;
  for (let time = 0; time < times; time += 1) written = mutated(written, random);
  const type = isPatch ? random.pick(patchTypes) : random.pick(["application/json", "application/json", "application/yaml"]);
  const query = `${random.below(3) === 0 ? random.pick(queries) : ""}${isPatch ? "&fieldManager=f&force=true" : ""}`;
  return {
    method,
    path: `${collection}${method === "POST" ? "" : `/${name}`}?${query}`,
    headers: { ...(random.below(4) === 0 && headers(random)), "content-type": type },
    body: Buffer.from(written),
  };
}

export function path(random: Random): string {
  if (random.below(40) === 0) return `/api/v1/namespaces/kept/${random.pick(["pods", "services"])}/${random.pick(proxies)}`;
  if (random.below(20) === 0)
    return random.pick(["/", "//", "/api", "/apis", "/openapi/v2", "/openapi/v3/api/v1", "/openapi/v3/../x", "/version", "/healthz/x", "/%"]);
  const [group, resources] = random.pick(kinds);
  const namespace = random.pick(["/namespaces/default", "/namespaces/default", "/namespaces/default", "/namespaces/nope", "/namespaces/metallb-system", ""]);
  return `${group}${namespace}/${random.pick(resources)}${random.pick(names)}?${random.pick(queries)}`;
}

export function headers(random: Random): Record<string, string> {
  const flood =
    random.below(50) === 0 ? Array.from({ length: random.pick([10, 300, 2500]) }, (_, at) => [`x-${at}`, "y".repeat(random.below(40))] as const) : [];
  return { "content-type": random.pick(types), accept: random.pick(accepts), ...Object.fromEntries(flood) };
}

export function body(random: Random): Buffer {
  if (random.below(15) === 0) return Buffer.concat([Buffer.from("k8s\0"), random.below(2) === 0 ? random.bytes(random.below(300)) : protobuf(random)]);
  if (random.below(300) === 0) return Buffer.from(`{"data":"${"x".repeat(random.pick([1 << 20, 4 << 20]))}"}`);
  let text = random.pick(seeds);
  for (let times = random.below(4); times > 0; times -= 1) text = mutated(text, random);
  return random.below(15) === 0 ? random.bytes(random.below(400)) : Buffer.from(text);
}

function mutated(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  switch (random.below(5)) {
    case 0:
      return text.slice(0, at) + text.slice(at + random.below(8));
    case 1:
      return text.slice(0, at) + String.fromCharCode(random.below(0x2ff)) + text.slice(at);
    case 2:
      return text.replace(/"[a-z]+":("[^"]*"|\d+)/i, (field) => `${field.slice(0, field.indexOf(":") + 1)}${random.pick(values)}`);
    case 3: {
      const fields = [...text.matchAll(/"[a-z]+":/gi)];
      const field = fields[random.below(Math.max(1, fields.length))];
      return field === undefined ? text : `${text.slice(0, field.index)}${field[0]}${random.pick(values)},${text.slice(field.index)}`;
    }
    default:
      return text.slice(0, at);
  }
}

/** An envelope that says what it holds, around bytes that may be none of it. */
function protobuf(random: Random): Buffer {
  const field = (number: number, bytes: Buffer): Buffer => Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
  const [version, kind] = random.pick([
    ["v1", "Namespace"],
    ["v1", "Pod"],
    ["apps/v1", "Deployment"],
    ["v1", "Service"],
    ["v1", "DeleteOptions"],
    ["x/y/z", "Nope"],
  ] as const);
  const inner = random.below(2) === 0 ? random.bytes(random.below(100)) : field(1, field(1, random.bytes(random.below(20))));
  return Buffer.concat([field(1, Buffer.concat([field(1, Buffer.from(version)), field(2, Buffer.from(kind))])), field(2, inner)]);
}
