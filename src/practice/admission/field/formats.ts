/**
 * What names, labels, ports and addresses must look like. Each answers with the reasons against, in the
 * words of k8s.io/apimachinery/pkg/util/validation; empty when there are none.
 */

const label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const labelText = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`;
const subdomain = `${label}(\\.${label})*`;
const subdomainText = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`;
const qualifiedName = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const qualifiedNameText = `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${qualifiedName}')`;
const labelValue = `(${qualifiedName})?`;
const labelValueText = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${labelValue}')`;
const configKey = "[-._a-zA-Z0-9]+";
const configKeyText = `a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '${configKey}')`;

export type Reasons = readonly string[];

export function dnsLabel(value: string): Reasons {
  const dots = value.includes(".") && new RegExp(`^(${subdomain})$`).test(value);
  return [...atMost(value, 63), ...(dots ? ["must not contain dots"] : matches(value, label, labelText))];
}

export function dnsSubdomain(value: string): Reasons {
  return [...atMost(value, 253), ...matches(value, subdomain, subdomainText)];
}

/** `[prefix/]name`, as label keys and annotation keys are. */
export function qualified(value: string): Reasons {
  const parts = value.split("/");
  const name = parts.at(-1)!;
  if (parts.length > 2) {
    return [
      `a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${qualifiedName}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const prefix = parts.length === 2 ? prefixReasons(parts[0]!) : [];
  const empty = name === "" ? ["name part must be non-empty"] : [];
  const long = name.length > 63 ? ["name part must be no more than 63 characters"] : [];
  return [...prefix, ...empty, ...long, ...matches(name, qualifiedName, qualifiedNameText)];
}

export function labelValueReasons(value: string): Reasons {
  return [...atMost(value, 63), ...matches(value, labelValue, labelValueText)];
}

export function configMapKey(value: string): Reasons {
  return [
    ...atMost(value, 253),
    ...matches(value, configKey, configKeyText),
    ...(value === "." ? ["must not be '.'"] : value === ".." ? ["must not be '..'"] : value.startsWith("..") ? ["must not start with '..'"] : []),
  ];
}

export function portNumber(value: number): Reasons {
  return value >= 1 && value <= 65535 ? [] : ["must be between 1 and 65535, inclusive"];
}

/** An IANA service name, as ports of containers and named targetPorts are. */
export function portName(value: string): Reasons {
  return [
    ...(value.length > 15 ? ["must be no more than 15 characters"] : []),
    ...(/^[-a-z0-9]+$/.test(value) ? [] : ["must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"]),
    ...(/[a-z]/.test(value) ? [] : ["must contain at least one letter (a-z)"]),
    ...(value.includes("--") ? ["must not contain consecutive hyphens"] : []),
    ...(value.startsWith("-") || value.endsWith("-") ? ["must not begin or end with a hyphen"] : []),
  ];
}

export function environmentName(value: string): Reasons {
  return /^[ -<>-~]+$/.test(value) ? [] : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

export function ipAddress(value: string): Reasons {
  if (isIpv4(value) || isIpv6(value)) return [];
  return [isIpv4(withoutLeadingZeros(value)) ? "must not have leading 0s" : "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"];
}

/** A network in CIDR notation. */
export function network(value: string): Reasons {
  const [address = "", length = "", ...rest] = value.split("/");
  const bits = isIpv4(withoutLeadingZeros(address)) ? 32 : isIpv6(address) ? 128 : 0;
  const isWhole = rest.length === 0 && /^\d+$/.test(length) && Number(length) <= bits;
  if (bits === 0 || !isWhole) return ["must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"];
  if (bits === 32 && (!isIpv4(address) || String(Number(length)) !== length)) return ["must not have leading 0s in IP or prefix length"];
  return bits === 32 && hasHostBits(address, Number(length)) ? ["must not have bits set beyond the prefix length"] : [];
}

function hasHostBits(address: string, length: number): boolean {
  const value = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return value % 2 ** (32 - length) !== 0;
}

function withoutLeadingZeros(address: string): string {
  return address.replace(/\b0+(?=\d)/g, "");
}

export function isIpv4(value: string): boolean {
  return /^(\d{1,3})(\.\d{1,3}){3}$/.test(value) && value.split(".").every((each) => Number(each) <= 255 && String(Number(each)) === each);
}

export function isIpv6(value: string): boolean {
  return value.includes(":") && URL.canParse(`http://[${value}]/`);
}

function prefixReasons(prefix: string): Reasons {
  if (prefix === "") return ["prefix part must be non-empty"];
  return dnsSubdomain(prefix).map((reason) => `prefix part ${reason}`);
}

function atMost(value: string, maximum: number): Reasons {
  return Buffer.byteLength(value) > maximum ? [`must be no more than ${maximum} characters`] : [];
}

function matches(value: string, pattern: string, otherwise: string): Reasons {
  return new RegExp(`^(${pattern})$`).test(value) ? [] : [otherwise];
}
