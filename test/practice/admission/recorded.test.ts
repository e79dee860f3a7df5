import { describe, expect, it } from "vitest";
import { documentsOf, type Recorded, recordedApplies, refusalOf, World } from "./world.ts";

const counterOnNodePort = `
apiVersion: v1
kind: Service
metadata: {name: counter-np}
spec: {type: NodePort, ports: [{port: 3000, protocol: TCP, nodePort: 31000}], selector: {app: counter, tier: app}}`;

/** Refusals that are kubectl's own, or of another part of the server: no words of admission in them. */
const elsewhere =
  /no matches for kind|error parsing|error validating|no objects passed|unable to decode|resource name may not be empty|namespaces ".*" not found/;

describe("what a real API server 1.36 answered to kubectl apply", () => {
  const created = recordedApplies().filter((record) => record.path === "create" && !elsewhere.test(record.stderr) && documentsOf(record.yaml).length === 1);

  it.each(created.map((record) => [record.id, record] as const))("%s", (_id, record) => {
    const answer = answerTo(record);
    expect(answer).toEqual(record.rc === 0 ? "accepted" : wordsOf(record));
  });
});

function answerTo(record: Recorded): string {
  const world = new World();
  const counter = world.create(counterOnNodePort);
  const manifest = documentsOf(record.yaml)[0]!;
  const refusal = refusalOf(() => (/name: counter-np\n/.test(manifest) ? world.update(manifest, counter) : world.create(manifest)));
  if (refusal === "accepted") return refusal;
  if (refusal.code !== 422) return refusal.message;
  const causes = refusal.details?.causes ?? [];
  return causes.map((cause) => `${cause.field}: ${cause.message}`).join("\n");
}

/** The server's part of what kubectl printed. */
function wordsOf(record: Recorded): string {
  const text = record.stderr.trim();
  const invalid = /^The \w+ "[^"]*" is invalid: \n?([\s\S]*)$/.exec(text);
  if (invalid !== null) return invalid[1]!.replace(/^\* /gm, "");
  return text.replace(/^Error from server \(\w+\): error when creating "[^"]*": /, "");
}
