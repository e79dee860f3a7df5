import { duplicate, type FieldErrors, invalid, notSupported, required } from "../field/errors.ts";
import { dnsLabel, portName, portNumber, qualified } from "../field/formats.ts";
import { type Fields, number, text } from "../field/json-fields.ts";
import { refusals } from "../meta/labels.ts";

const protocols = ["SCTP", "TCP", "UDP"];

export function servicePortErrors(ports: readonly Fields[], path: string): FieldErrors {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const at = `${path}[${index}]`;
    return [
      ...nameErrors(port, { at, names, isRequired: ports.length > 1 }),
      ...numberErrors(port, at),
      ...protocolErrors(port, at),
      ...targetErrors(port, at),
    ];
  });
}

/** Two ports of one node port and protocol. */
export function duplicateNodePortErrors(ports: readonly Fields[], path: string): FieldErrors {
  const seen = new Set<string>();
  return ports.flatMap((port, index) => {
    const nodePort = number(port, "nodePort");
    const key = `${text(port, "protocol")} ${nodePort}`;
    const isTwice = nodePort !== 0 && seen.has(key);
    seen.add(key);
    return isTwice ? [duplicate(`${path}[${index}].nodePort`, nodePort)] : [];
  });
}

/** Two ports of one number and protocol. Printed with the Go names of the key they are compared by. */
export function duplicatePortErrors(ports: readonly Fields[], path: string): FieldErrors {
  const seen = new Set<string>();
  return ports.flatMap((port, index) => {
    const key = `{"Name":"","Protocol":${JSON.stringify(text(port, "protocol"))},"AppProtocol":null,"Port":${number(port, "port")},"TargetPort":0,"NodePort":0}`;
    const isTwice = seen.has(key);
    seen.add(key);
    return isTwice ? [{ ...duplicate(`${path}[${index}]`, ""), body: `Duplicate value: ${key}` }] : [];
  });
}

function nameErrors(port: Fields, rule: { readonly at: string; readonly names: Set<string>; readonly isRequired: boolean }): FieldErrors {
  const name = text(port, "name");
  if (name === "") return rule.isRequired ? [required(`${rule.at}.name`)] : [];
  const isTwice = rule.names.has(name);
  rule.names.add(name);
  return [...refusals(`${rule.at}.name`, name, dnsLabel(name)), ...(isTwice ? [duplicate(`${rule.at}.name`, name)] : [])];
}

function numberErrors(port: Fields, at: string): FieldErrors {
  return refusals(`${at}.port`, number(port, "port"), portNumber(number(port, "port")));
}

export function protocolErrors(port: Fields, at: string): FieldErrors {
  const protocol = text(port, "protocol");
  if (protocol === "") return [required(`${at}.protocol`)];
  return protocols.includes(protocol) ? [] : [notSupported(`${at}.protocol`, protocol, protocols)];
}

function targetErrors(port: Fields, at: string): FieldErrors {
  const appProtocol = text(port, "appProtocol");
  return [
    ...portOrNameErrors(port.targetPort, `${at}.targetPort`),
    ...(appProtocol === "" ? [] : qualified(appProtocol).map((reason) => invalid(`${at}.appProtocol`, appProtocol, reason))),
  ];
}

/** A port by number or by the name it has in the pod. */
export function portOrNameErrors(port: unknown, at: string): FieldErrors {
  return typeof port === "string" ? refusals(at, port, portName(port)) : refusals(at, port ?? 0, portNumber(typeof port === "number" ? port : 0));
}
