import { describe, expect, it } from "vitest";
import { decodeBody, decodeProtobuf, openApiV2, openApiV3, openApiV3Index, schemaOf } from "../../../src/practice/admission/admission.ts";
import { refusalOf } from "./world.ts";

const service = (spec: unknown): unknown => ({ apiVersion: "v1", kind: "Service", metadata: { name: "a" }, spec });

describe("a body", () => {
  it("loses what its type doesn't know, with a warning for each where that is asked for", () => {
    const { object, warnings } = decodeBody("v1/services", service({ ports: [{ port: 1, nodePorts: 2 }], Type: "NodePort" }), "Warn");
    expect(object.spec).toEqual({ ports: [{ port: 1 }] });
    expect(warnings).toEqual(['unknown field "spec.ports[0].nodePorts"', 'unknown field "spec.Type"']);
  });

  it("is refused for a wrong type before any unknown field", () => {
    const refusal = refusalOf(() => decodeBody("v1/services", service({ nope: 1, type: 5 }), "Strict"));
    expect(refusal).toMatchObject({
      code: 400,
      message:
        'Service in version "v1" cannot be handled as a Service: json: cannot unmarshal number into Go struct field ServiceSpec.spec.type of type v1.ServiceType',
    });
  });

  it("of another version is refused", () => {
    const refusal = refusalOf(() => decodeBody("apps/v1/deployments", service({}), "Strict"));
    expect(refusal).toMatchObject({ message: "the API version in the data (v1) does not match the expected API version (apps/v1)" });
  });

  it("drops nulls and empty optional fields, and keeps zeros that mean something", () => {
    const spec = {
      replicas: 0,
      paused: false,
      minReadySeconds: 0,
      selector: null,
      template: { spec: { containers: [], volumes: [{ name: "x", emptyDir: {} }] } },
    };
    const { object } = decodeBody("apps/v1/deployments", { metadata: { name: "a", labels: {} }, spec }, "Strict");
    expect(object).toEqual({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "a" },
      spec: { replicas: 0, template: { spec: { containers: [], volumes: [{ name: "x", emptyDir: {} }] } } },
    });
  });
});

describe("a protobuf body", () => {
  it("is read as the JSON it stands for", () => {
    // What `kubectl create configmap c --from-literal=a=b` sends: the envelope, then name and data.
    const raw = Buffer.concat([field(1, field(1, Buffer.from("c"))), field(2, Buffer.concat([field(1, Buffer.from("a")), field(2, Buffer.from("b"))]))]);
    const typeMeta = Buffer.concat([field(1, Buffer.from("v1")), field(2, Buffer.from("ConfigMap"))]);
    const body = Buffer.concat([Buffer.from("k8s\0"), field(1, typeMeta), field(2, raw)]);
    expect(decodeProtobuf(body)).toEqual({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c" }, data: { a: "b" } });
  });

  it("of something else is a bad request", () => {
    expect(refusalOf(() => decodeProtobuf(Buffer.from("{}")))).toMatchObject({ code: 400 });
  });
});

describe("the schemas", () => {
  it("tell how lists are merged", () => {
    const ports = schemaOf("v1/services").properties!.spec!.properties!.ports!;
    expect(ports).toMatchObject({ listType: "map", listMapKeys: ["port", "protocol"], patchMergeKey: "port", patchStrategy: "merge" });
    expect(ports.items!.properties!.protocol!.default).toBe("TCP");
  });

  it("stand in the documents that the index names", () => {
    const { paths } = openApiV3Index() as { readonly paths: Record<string, { readonly serverRelativeURL: string }> };
    expect(paths["apis/apps/v1"]!.serverRelativeURL).toMatch(/^\/openapi\/v3\/apis\/apps\/v1\?hash=[0-9A-F]{128}$/);
    for (const path of Object.keys(paths)) expect(openApiV3(path)).toHaveProperty("components.schemas");
    expect(openApiV3("apis/nope/v1")).toBeUndefined();
    expect(openApiV2()).toHaveProperty(["definitions", "io.k8s.api.core.v1.ServiceSpec", "properties", "ports", "x-kubernetes-patch-merge-key"], "port");
  });
});

function field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
}
