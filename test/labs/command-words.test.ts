import { expect, it } from "vitest";
import { splitCommand } from "../../src/labs/command-words.ts";

it.each([
  ["kubectl  get\tsvc", ["kubectl", "get", "svc"]],
  [`kubectl patch -p '{"a": "b c"}'`, ["kubectl", "patch", "-p", '{"a": "b c"}']],
  ['echo "a \\"b\\" $c"', ["echo", 'a "b" $c']],
  ["-o 'jsonpath={.metadata.labels.a\\.b}'", ["-o", "jsonpath={.metadata.labels.a\\.b}"]],
  ["a\\ b c", ["a b", "c"]],
  ["a'b'\"c\"", ["abc"]],
  ["a ''", ["a", ""]],
  ["a | b > c", ["a", "|", "b", ">", "c"]],
  ["", []],
])("splits %s as a shell would, and does nothing else of a shell", (line, words) => {
  expect(splitCommand(line)).toEqual({ status: "split", words });
});

it.each([
  ["kubectl get 'svc", "'"],
  ['kubectl get "svc', '"'],
])("tells that %s isn't closed", (line, quote) => {
  expect(splitCommand(line)).toEqual({ status: "unclosed", quote });
});
