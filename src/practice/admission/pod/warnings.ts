import type { AdmissionContext } from "../context.ts";
import { type Fields, items, number, part, text, textMap } from "../field/json-fields.ts";

/** What is accepted and hardly meant: the name of a variable or a port given twice, half a byte of memory. */
export function warnOfContainers(spec: Fields, path: string, context: AdmissionContext): void {
  for (const [index, container] of items(spec, "containers").entries()) {
    const at = `${path}.containers[${index}]`;
    const variables = items(container, "env").map((each) => text(each, "name"));
    for (const { place } of repeats(variables)) {
      context.warn(`${at}.env[${place}]: hides previous definition of ${JSON.stringify(variables[place])}, which may be dropped when using apply`);
    }
    const ports = items(container, "ports").map((each) => `${text(each, "protocol")}/${number(each, "containerPort")}`);
    for (const { place, first } of repeats(ports)) context.warn(`${at}.ports[${place}]: duplicate port definition with ${at}.ports[${first}]`);
    for (const kind of ["limits", "requests"]) warnOfFractions(textMap(part(container, "resources"), kind), `${at}.resources.${kind}`, context);
  }
}

function warnOfFractions(amounts: Readonly<Record<string, string>>, at: string, context: AdmissionContext): void {
  for (const name of ["memory", "ephemeral-storage"].filter((each) => amounts[each]?.endsWith("m") === true)) {
    context.warn(`${at}[${name}]: fractional byte value ${JSON.stringify(amounts[name])} is invalid, must be an integer`);
  }
}

function repeats(keys: readonly string[]): readonly { readonly place: number; readonly first: number }[] {
  return keys.map((key, place) => ({ place, first: keys.indexOf(key) })).filter(({ place, first }) => first < place);
}
