/** What a failed call to the API server means, as data. */
import type { Trouble } from "../../../grader/model.ts";

export type Reply<T> =
  | { readonly status: "ok"; readonly value: T }
  /** `againMs`: it may go better after so many milliseconds; absent: it will not. */
  | { readonly status: "trouble"; readonly trouble: Trouble; readonly againMs?: number | undefined };

export function ok<T>(value: T): Reply<T> {
  return { status: "ok", value };
}

export function trouble(code: Trouble["code"], detail: string): { readonly status: "trouble"; readonly trouble: Trouble } {
  return { status: "trouble", trouble: { code, detail } };
}

/** `body` is what the server said: a Status as text, or anything. */
export function troubleOfStatus(code: number, body: string): Trouble {
  return { code: troubleCode(code, body), detail: `HTTP ${code}: ${messageOf(body)}` };
}

/** An error of the socket, of TLS or of a WebSocket handshake. */
export function troubleOfError(error: unknown): Trouble {
  return { code: ERROR_TROUBLE[errorCode(error) ?? ""] ?? "unreachable", detail: errorText(error) };
}

/** Codes of libuv and of OpenSSL (nodejs.org/api/tls.html, X509 certificate error codes). */
const ERROR_TROUBLE: Readonly<Record<string, Trouble["code"]>> = {
  ETIMEDOUT: "timeout",
  EHOSTUNREACH: "no-route",
  ENETUNREACH: "no-route",
  EADDRNOTAVAIL: "no-route",
  EMFILE: "too-many-files",
  ENFILE: "too-many-files",
  CERT_NOT_YET_VALID: "clock",
  CERT_HAS_EXPIRED: "clock",
  UNABLE_TO_GET_ISSUER_CERT: "certificate",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificate",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificate",
  CERT_SIGNATURE_FAILURE: "certificate",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "certificate",
  CERT_UNTRUSTED: "certificate",
  CERT_REJECTED: "certificate",
  HOSTNAME_MISMATCH: "certificate",
  ERR_TLS_CERT_ALTNAME_INVALID: "certificate",
  // What answers speaks no TLS, or no HTTP.
  EPROTO: "not-kubernetes",
  ERR_SSL_WRONG_VERSION_NUMBER: "not-kubernetes",
  HPE_INVALID_CONSTANT: "not-kubernetes",
};

function troubleCode(code: number, body: string): Trouble["code"] {
  if (code === 401) return "unauthorized";
  if (code === 403) return "forbidden";
  if (code === 408 || code === 504) return "timeout";
  if (code === 429) return "throttled";
  // Redirections, proxies that want a password, networks that want a sign-in; an API server answers in JSON or in plain words.
  if (code < 400 || code === 407 || code === 511) return "not-kubernetes";
  if (code >= 500) return "server-error";
  if (isPage(body)) return "not-kubernetes";
  if (code === 404) return /namespaces? \\?"[^"]*" not found/.test(body) ? "namespace-gone" : "not-supported";
  return "server-error";
}

/** What came with 200 is no JSON. */
export function troubleOfText(text: string, error: unknown): Trouble {
  const began = text.trimStart().startsWith("{");
  return { code: began ? "cut-short" : "not-kubernetes", detail: began ? errorText(error) : excerpt(text) };
}

function isPage(body: string): boolean {
  return /^\s*</.test(body);
}

function messageOf(body: string): string {
  try {
    const message = (JSON.parse(body) as { message?: unknown } | null)?.message;
    if (typeof message === "string" && message !== "") return message;
  } catch {
    // A proxy answers with a page of its own.
  }
  return excerpt(body);
}

/** The beginning of what was said, on one line and without what a terminal would obey. */
function excerpt(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, 200);
}

export function errorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { code, cause, error: inner } = error as { code?: unknown; cause?: unknown; error?: unknown };
  if (typeof code === "string") return code;
  // A WebSocket's event holds the error itself; several addresses that were tried, one error each.
  const errors = (error as { errors?: readonly unknown[] }).errors;
  return errorCode(inner ?? cause ?? errors?.[0]);
}

export function errorText(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error && typeof error.message === "string") {
    const code = (error as NodeJS.ErrnoException).code;
    return error.message === "" ? (code ?? "") : error.message;
  }
  return String(error);
}
