import { expect, it } from "vitest";
import { grade, type Observation } from "../../grader/index.ts";
import { echoLab } from "./support/labs.ts";
import { deployment, service } from "./support/objects.ts";
import { look, refusing } from "./support/world.ts";

const objects = [
  ...deployment({ name: "echo", labels: { app: "echo" }, image: "ghcr.io/subicura/echo:v1", replicas: 2 }),
  ...deployment({ name: "web", labels: { app: "web" }, image: "ghcr.io/subicura/echo:v2", firstAddress: 40 }),
  service({ name: "echo", type: "NodePort", selector: { app: "ehco" }, ports: [{ port: 3000, targetPort: 3000, nodePort: 32001 }] }),
];

function reversed(observation: Observation): Observation {
  const lists = observation.world.lists.map(({ query, result }) => ({
    query,
    result: result.status === "read" ? { ...result, items: [...result.items].reverse() } : result,
  }));
  return { ...observation, world: { ...observation.world, lists: lists.reverse() }, probes: [...observation.probes].reverse() };
}

it("one frozen observation judged 1,000 times gives the same bytes, whatever order its lists came in", async () => {
  const frozen = JSON.stringify(await look(echoLab, { objects, answer: refusing("refused") }));
  const first = JSON.stringify(grade(echoLab, JSON.parse(frozen) as Observation));
  for (let round = 0; round < 1_000; round++) {
    const observation = JSON.parse(frozen) as Observation;
    const report = JSON.stringify(grade(echoLab, round % 2 === 0 ? observation : reversed(observation)));
    if (report !== first) expect(report).toBe(first);
  }
});
