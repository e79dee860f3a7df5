/** What a request is about to do, as authorization sees it. */
import type { Exchange } from "../http/exchange.ts";
import type { Route, Target } from "../router.ts";

export interface ResourceDeed {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}

interface PathDeed {
  readonly verb: string;
  readonly path: string;
}

export type Deed = ResourceDeed | PathDeed;

type Asked = Pick<Exchange, "method" | "path" | "query">;

export function deedOf(route: Route, asked: Asked): Deed {
  switch (route.kind) {
    case "objects":
      return onObjects(route.target, asked);
    case "virtual":
      return { verb: verbs[asked.method] ?? "get", group: route.virtual.group, resource: route.virtual.plural };
    case "absent":
      return { verb: "list", group: "", resource: asked.path.split("/").at(-1)! };
    default:
      return { verb: (asked.method === "HEAD" ? "GET" : asked.method).toLowerCase(), path: asked.path };
  }
}

function onObjects({ resource, namespace, name, subresource }: Target, { method, query }: Asked): ResourceDeed {
  return {
    verb: verbOf({ method, watches: ["true", "1"].includes(query.get("watch") ?? ""), isNamed: name !== undefined }),
    group: resource.group,
    resource: resource.plural,
    ...(subresource !== undefined && { subresource }),
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
  };
}

function verbOf({ method, watches, isNamed }: { readonly method: string; readonly watches: boolean; readonly isNamed: boolean }): string {
  if (method === "GET" || method === "HEAD") return watches ? "watch" : isNamed ? "get" : "list";
  return method === "DELETE" && !isNamed ? "deletecollection" : (verbs[method] ?? method.toLowerCase());
}

const verbs: Readonly<Record<string, string>> = { GET: "get", HEAD: "get", POST: "create", PUT: "update", PATCH: "patch", DELETE: "delete" };
