/** Go templates as far as minikube's own examples go: text with `{{.Field}}` in it. Undefined: it asks for something else. */
export function fillTemplate(template: string, fields: Readonly<Record<string, unknown>>): string | undefined {
  let isKnown = true;
  const text = template.replace(/\{\{(.*?)\}\}/g, (_, inside: string) => {
    const name = /^\s*\.(\w+)\s*$/.exec(inside)?.[1];
    if (name === undefined || !Object.hasOwn(fields, name)) isKnown = false;
    return String(fields[name ?? ""] ?? "");
  });
  return isKnown ? text : undefined;
}
