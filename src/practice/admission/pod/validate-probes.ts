import { type FieldErrors, forbidden, invalid, required } from "../field/errors.ts";
import { type Fields, hasAny, items, number, part, text } from "../field/json-fields.ts";
import { choiceErrors } from "../meta/object-meta.ts";
import { portOrNameErrors } from "../service/validate-ports.ts";

/** successes "once": a probe whose successThreshold must be 1. */
export function probeErrors(probe: Fields | undefined, at: string, successes: "once" | "any"): FieldErrors {
  if (probe === undefined) return [];
  const grace = probe.terminationGracePeriodSeconds;
  return [
    ...handlerErrors(probe, at, ["exec", "httpGet", "tcpSocket", "grpc"]),
    ...["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"].flatMap((field) =>
      nonNegativeErrors(number(probe, field), `${at}.${field}`),
    ),
    ...(typeof grace === "number" && successes === "any" ? [invalid(`${at}.terminationGracePeriodSeconds`, grace, "must not be set for readinessProbes")] : []),
    ...(typeof grace === "number" && successes === "once" && grace <= 0
      ? [invalid(`${at}.terminationGracePeriodSeconds`, grace, "must be greater than 0")]
      : []),
    ...(successes === "once" && number(probe, "successThreshold") !== 1
      ? [invalid(`${at}.successThreshold`, number(probe, "successThreshold"), "must be 1")]
      : []),
  ];
}

export function lifecycleErrors(lifecycle: Fields | undefined, at: string): FieldErrors {
  return ["postStart", "preStop"].flatMap((hook) => {
    const handler = part(lifecycle, hook);
    return handler === undefined ? [] : handlerErrors(handler, `${at}.${hook}`, ["exec", "httpGet", "tcpSocket", "sleep"]);
  });
}

export function nonNegativeErrors(value: number, at: string): FieldErrors {
  return value >= 0 ? [] : [invalid(at, value, "must be greater than or equal to 0")];
}

function handlerErrors(handler: Fields, at: string, kinds: readonly string[]): FieldErrors {
  const given = kinds.filter((kind) => part(handler, kind) !== undefined);
  if (given.length === 0) return [required(at, "must specify a handler type")];
  return given.flatMap((kind, index) =>
    index > 0 ? [forbidden(`${at}.${kind}`, "may not specify more than 1 handler type")] : actionErrors(kind, part(handler, kind)!, `${at}.${kind}`),
  );
}

function actionErrors(kind: string, action: Fields, at: string): FieldErrors {
  switch (kind) {
    case "exec":
      return hasAny(action.command) ? [] : [required(`${at}.command`)];
    case "httpGet":
      return [
        ...(text(action, "path") === "" ? [required(`${at}.path`)] : []),
        ...portOrNameErrors(action.port, `${at}.port`),
        ...choiceErrors(`${at}.scheme`, text(action, "scheme"), ["HTTP", "HTTPS"]),
        ...items(action, "httpHeaders").flatMap((header, index) =>
          /^[-A-Za-z0-9]+$/.test(text(header, "name"))
            ? []
            : [
                invalid(
                  `${at}.httpHeaders[${index}].name`,
                  text(header, "name"),
                  "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
                ),
              ],
        ),
      ];
    case "tcpSocket":
    case "grpc":
      return portOrNameErrors(action.port, `${at}.port`);
    default:
      return [];
  }
}
