/** The only door to protobufjs: messages by their recorded field numbers. */
import protobuf from "protobufjs";
import recorded from "./fields.json";

const messages = recorded as Readonly<Record<string, readonly string[]>>;

export interface MessageField {
  readonly name: string;
  /** A scalar type, or the full name of a message. */
  readonly type: string;
  readonly repeated: boolean;
  /** The key's type, where the field is a map. */
  readonly mapKey: string | undefined;
}

const scalars = new Set(["string", "bytes", "bool", "int32", "int64", "double"]);
let root: protobuf.Root | undefined;

/** The fields of a message by number; undefined when the message was not recorded. */
export function fieldsOf(message: string): ReadonlyMap<number, MessageField> | undefined {
  const lines = messages[message];
  if (lines === undefined) return undefined;
  return new Map(lines.map((line) => readLine(line, message)));
}

function isMessage(type: string): boolean {
  return messages[type] !== undefined;
}

/** Plain values by field name; int64 as numbers, bytes as they are. Throws when the bytes are no such message. */
export function decodeMessage(message: string, bytes: Uint8Array): Record<string, unknown> {
  root ??= buildRoot();
  const type = root.lookupType(message);
  return type.toObject(type.decode(bytes), { longs: Number });
}

function readLine(line: string, message: string): readonly [number, MessageField] {
  const [id = "0", name = "", ...rest] = line.split(" ");
  const repeated = rest[0] === "repeated";
  const written = rest.slice(repeated ? 1 : 0).join(" ");
  const map = /^map<(\w+), ?(.+)>$/.exec(written);
  return [Number(id), { name, type: fullType(map?.[2] ?? written, message), repeated, mapKey: map?.[1] }];
}

/** ".k8s.io.…" is a full name; a bare name is of the same package. */
function fullType(type: string, message: string): string {
  if (scalars.has(type)) return type;
  if (type.startsWith(".")) return type.slice(1);
  return `${message.slice(0, message.lastIndexOf("."))}.${type}`;
}

function buildRoot(): protobuf.Root {
  const made = new protobuf.Root();
  for (const name of Object.keys(messages)) {
    const cut = name.lastIndexOf(".");
    const type = new protobuf.Type(name.slice(cut + 1));
    for (const [id, field] of fieldsOf(name)!) addField(type, id, field);
    made.define(name.slice(0, cut)).add(type);
  }
  return made;
}

/** A field of a message that was not recorded is skipped when it is read. */
function addField(type: protobuf.Type, id: number, field: MessageField): void {
  if (!scalars.has(field.type) && !isMessage(field.type)) return;
  const written = scalars.has(field.type) ? field.type : `.${field.type}`;
  if (field.mapKey !== undefined) type.add(new protobuf.MapField(field.name, id, field.mapKey, written));
  else type.add(new protobuf.Field(field.name, id, written, field.repeated ? "repeated" : undefined));
}
