import { expect, it } from "vitest";
import { syntaxFault } from "../../../../src/practice/api/http/json-syntax.ts";

it.each([
  ["", "unexpected end of JSON input"],
  ['{"spec":', "unexpected end of JSON input"],
  ['{"spec":}', "invalid character '}' looking for beginning of value"],
  ["{bad", "invalid character 'b' looking for beginning of object key string"],
  ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b":2}', "invalid character '\"' after object key:value pair"],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ["[1 2]", "invalid character '2' after array element"],
  ["{}}", "invalid character '}' after top-level value"],
  ['{"a":True}', "invalid character 'T' looking for beginning of value"],
  ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
  ['{"a":"b\nc"}', "invalid character '\\n' in string literal"],
  ['{"a":"\\x"}', "invalid character 'x' in string escape code"],
  ['{"a":"\\u12g4"}', "invalid character 'g' in \\u hexadecimal character escape"],
  ['{"a":-x}', "invalid character 'x' in numeric literal"],
  ['{"a":1.x}', "invalid character 'x' after decimal point in numeric literal"],
  ['{"a":1ex}', "invalid character 'x' in exponent of numeric literal"],
  ['{"a":01}', "invalid character '1' after object key:value pair"],
])("%s", (text, fault) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(syntaxFault(text)).toBe(fault);
});
