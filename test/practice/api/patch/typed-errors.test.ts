import { expect, it } from "vitest";
import { schemaOf } from "../../../../src/practice/admission/schemas/types.ts";
import { typedErrors } from "../../../../src/practice/api/patch/typed-errors.ts";

const ports = (port: object) => ({ spec: { ports: [port] } });

it.each([
  [{ spec: { foo: 1 } }, [".spec.foo: field not declared in schema"]],
  [ports({ port: 80, nodeprot: 1 }), ['.spec.ports[port=80,protocol="TCP"].nodeprot: field not declared in schema']],
  [ports({ port: "x" }), ['.spec.ports[port="x",protocol="TCP"].port: expected numeric (int or float), got string']],
  [{ metadata: { labels: { a: 1 } } }, [".metadata.labels.a: expected string, got &value.valueUnstructured{Value:1}"]],
  [{ spec: { publishNotReadyAddresses: "yes" } }, ['.spec.publishNotReadyAddresses: expected boolean, got &value.valueUnstructured{Value:"yes"}']],
  [{ spec: { a: 1, b: 2 } }, [".spec.a: field not declared in schema", ".spec.b: field not declared in schema"]],
  [ports({ port: 80, targetPort: "http" }), []],
  [ports({ port: 80, targetPort: 3000, name: null }), []],
])("%j", (value, errors) => {
  expect(typedErrors(value, schemaOf("v1/services"))).toEqual(errors);
});
