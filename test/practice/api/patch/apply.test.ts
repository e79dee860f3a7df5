import { describe, expect, it } from "vitest";
import { schemaOf } from "../../../../src/practice/admission/schemas/types.ts";
import { appliedObject } from "../../../../src/practice/api/patch/apply.ts";
import type { ApiError } from "../../../../src/practice/api-error.ts";
import type { KubeObject } from "../../../../src/practice/objects.ts";

const schema = schemaOf("v1/services");

function service(spec: object, labels?: Record<string, string>): KubeObject {
  return { apiVersion: "v1", kind: "Service", metadata: { name: "echo", namespace: "default", ...(labels && { labels }) }, spec };
}

function apply(live: KubeObject | undefined, config: KubeObject, manager: string, force = false): KubeObject {
  return appliedObject({ live, config, schema, manager, subresource: undefined, force, now: 0 });
}

function refusal(act: () => unknown): ApiError {
  try {
    act();
  } catch (error) {
    return error as ApiError;
  }
  throw new Error("nothing was thrown");
}

const np = (nodePort: number) => service({ type: "NodePort", ports: [{ port: 3000, protocol: "TCP", nodePort }] });

describe("server-side apply", () => {
  it("makes the applier own what he names, and nothing else", () => {
    expect(apply(undefined, np(32_000), "kubectl").metadata.managedFields).toEqual([
      {
        manager: "kubectl",
        operation: "Apply",
        apiVersion: "v1",
        time: "1970-01-01T00:00:00Z",
        fieldsType: "FieldsV1",
        fieldsV1: {
          "f:spec": { "f:ports": { 'k:{"port":3000,"protocol":"TCP"}': { ".": {}, "f:nodePort": {}, "f:port": {}, "f:protocol": {} } }, "f:type": {} },
        },
      },
    ]);
  });

  it("refuses to change what another owns, naming him and the field", () => {
    const live = apply(undefined, np(32_000), "kubectl");
    const error = refusal(() => apply(live, np(32_001), "other"));
    expect(error.message).toBe('Apply failed with 1 conflict: conflict with "kubectl": .spec.ports[port=3000,protocol="TCP"].nodePort');
    expect([error.code, error.reason]).toEqual([409, "Conflict"]);
    expect(error.details?.causes).toEqual([
      { reason: "FieldManagerConflict", message: 'conflict with "kubectl"', field: '.spec.ports[port=3000,protocol="TCP"].nodePort' },
    ]);
  });

  it("takes the field over when forced, and shares what is the same", () => {
    const live = apply(apply(undefined, np(32_000), "kubectl"), np(32_001), "other", true);
    expect(live).toMatchObject({ spec: { ports: [{ nodePort: 32_001 }] } });
    expect(JSON.stringify(live.metadata.managedFields).split("f:nodePort")).toHaveLength(2);
    expect(JSON.stringify(live.metadata.managedFields).split("f:type")).toHaveLength(3);
  });

  it("removes what the applier no longer names, unless somebody else does", () => {
    const first = apply(undefined, service({ type: "ClusterIP" }, { mine: "1", ours: "1" }), "a");
    const both = apply(first, service({}, { ours: "1" }), "b");
    expect(apply(both, service({}), "a").metadata.labels).toEqual({ ours: "1" });
    expect(apply(both, service({}), "a").spec).toEqual({});
  });

  it("lists several conflicts by their owners", () => {
    const live = apply(undefined, service({ type: "NodePort", sessionAffinity: "None" }), "kubectl");
    const error = refusal(() => apply(live, service({ type: "ClusterIP", sessionAffinity: "ClientIP" }), "other"));
    expect(error.message).toBe('Apply failed with 2 conflicts: conflicts with "kubectl":\n- .spec.sessionAffinity\n- .spec.type');
  });
});
