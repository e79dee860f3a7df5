/** What a failed call to the API server means, as data. */
import type { Trouble } from "../../../grader/model.ts";

export type Reply<T> = { readonly status: "ok"; readonly value: T } | { readonly status: "trouble"; readonly trouble: Trouble };

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
  const detail = errorText(error);
  const refused = /Unexpected server response: (\d{3})/.exec(detail)?.[1];
  if (refused !== undefined) return { code: troubleCode(Number(refused), ""), detail };
  return { code: SOCKET_TROUBLE[errorCode(error) ?? ""] ?? "unreachable", detail };
}

const SOCKET_TROUBLE: Readonly<Record<string, Trouble["code"]>> = {
  ETIMEDOUT: "timeout",
  EHOSTUNREACH: "no-route",
  ENETUNREACH: "no-route",
  EADDRNOTAVAIL: "no-route",
};

function troubleCode(code: number, body: string): Trouble["code"] {
  if (code === 401) return "unauthorized";
  if (code === 403) return "forbidden";
  if (code === 404) return /namespaces? \\?"[^"]*" not found/.test(body) ? "namespace-gone" : "not-supported";
  if (code === 408 || code === 504) return "timeout";
  if (code === 429) return "throttled";
  return "server-error";
}

function messageOf(body: string): string {
  try {
    const message = (JSON.parse(body) as { message?: unknown } | null)?.message;
    if (typeof message === "string" && message !== "") return message;
  } catch {
    // A proxy answers with a page of its own.
  }
  return body.slice(0, 300);
}

export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  return code ?? errorCode(error.cause);
}

export function errorText(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error && typeof error.message === "string") {
    const code = (error as NodeJS.ErrnoException).code;
    return error.message === "" ? (code ?? "") : error.message;
  }
  return String(error);
}
