export interface WebAddress {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** With the query. */
  readonly path: string;
  /** As the Host header has it. */
  readonly authority: string;
}

/** `host:3000/x`, `http://host`, … undefined: no address. */
export function parseWebAddress(text: string): WebAddress | undefined {
  const match = /^(?:([a-z][a-z0-9+.-]*):\/\/|(?![a-z][a-z0-9+.-]*:\/\/))(?:[^@/?#]*@)?(\[[^\]]+\]|[^:/?#\s]+)(?::(\d*))?((?:[/?][^#]*)?)(?:#.*)?$/i.exec(text);
  if (match === null) return undefined;
  const scheme = (match[1] ?? "http").toLowerCase();
  const standard = scheme === "https" ? 443 : 80;
  const port = match[3] ? Number(match[3]) : standard;
  if (port < 1 || port > 65_535) return undefined;
  const path = match[4] === "" ? "/" : match[4]!.startsWith("?") ? `/${match[4]}` : match[4]!;
  const host = match[2]!.replace(/^\[|\]$/g, "");
  return { scheme, host, port, path, authority: port === standard ? host : `${host}:${port}` };
}
