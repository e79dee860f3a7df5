/** Node ports that a recorded manifest asks for by number; any other was drawn by the cluster. */
function isChosenNodePort(port: string): boolean {
  return port === "30000" || /^3(100[01]|20(0\d|10)|210[01])$/.test(port);
}

const foldings: readonly (readonly [RegExp, string | ((port: string) => string)])[] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?/g, "<time>"],
  [/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, "<time>"],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<uid>"],
  [/\b(\d{1,3}\.){3}\d{1,3}\b/g, "<ip>"],
  [/https?:\/\/(<ip>|localhost)(:\d+)?/g, "<server>"],
  [/-[bcdfghjklmnpqrstvwxz2456789]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, "-<rs>-<pod>"],
  [/(deployment|replicaset|\/|\b)([a-z0-9-]+)-(?=[bcdfghjklmnpqrstvwxz]*[2456789])[bcdfghjklmnpqrstvwxz2456789]{8,10}\b/g, "$1$2-<rs>"],
  [/pod-template-hash=[a-z0-9]+/g, "pod-template-hash=<rs>"],
  [/\b3[0-2]\d{3}(?=\/TCP)/g, (port) => (isChosenNodePort(port) ? port : "<nodeport>")],
  [/\b(redis|echo|counter|web|api)-[a-z0-9]{5}( +IPv4)/g, "$1-<slice>$2"],
  [/(?<![\w:])(?:\d+d)?(?:\d+h)?(?:\d+m)?\d+(?:\.\d+)?(?:ms|s)\b/g, "<age>"],
  [/(?<![\w:])\d+[dhm]\b/g, "<age>"],
  [/\bx\d+ over <age>/g, "<times>"],
  [/resourceVersion: "?\d+"?/g, "resourceVersion: <rv>"],
  [/"resourceVersion": "\d+"/g, '"resourceVersion": "<rv>"'],
  [/containerd:\/\/[0-9a-f]+|docker:\/\/[0-9a-f]+/g, "<container-id>"],
  [/[a-z0-9./-]+@sha256:[0-9a-f]{64}|sha256:[0-9a-f]{64}/g, "<image-id>"],
];

/** Folds what differs by nature from cluster to cluster: addresses, ages, generated names, times. Recorded sessions are folded alike. */
export function foldSession(text: string): string {
  let folded = text;
  for (const [pattern, by] of foldings) folded = typeof by === "string" ? folded.replace(pattern, by) : folded.replace(pattern, by);
  return folded
    .split("\n")
    .map((line) => line.replace(/[ \t]+/g, " ").trimEnd())
    .join("\n")
    .trim();
}
