import { describe, expect, it } from "vitest";
import { firstHint } from "../../grader/index.ts";
import { counterLab, echoLab } from "./support/labs.ts";
import { deployment, service } from "./support/objects.ts";
import { healthyAnswers, look, type WorldSketch } from "./support/world.ts";

const pods = deployment({ name: "echo", labels: { app: "echo" }, image: "ghcr.io/subicura/echo:v1", replicas: 3 });
const port = { port: 3000, targetPort: 3000, nodePort: 32000 };
const ports = [port];
const svc = (more: object = {}) => service({ name: "echo", type: "NodePort", selector: { app: "echo" }, ports, ...more });

async function hint(
  objects: WorldSketch["objects"],
  { lab = echoLab, step = "service", ...world }: Partial<WorldSketch> & { lab?: typeof echoLab; step?: string } = {},
) {
  const observation = await look(lab, { objects, answer: healthyAnswers(objects), ...world });
  return firstHint({ lab, step: lab.steps.find(({ id }) => id === step)!, observation });
}

describe("the first hint", () => {
  it.each([
    ["a selector that finds nothing", [...pods, svc({ selector: { app: "ehco" } })], "Service echo · spec.selector"],
    ["another node port", [...pods, svc({ ports: [{ ...port, nodePort: 32001 }] })], "Service echo · spec.ports[0].nodePort"],
    ["another type", [...pods, svc({ type: "ClusterIP", ports: [{ port: 3000, targetPort: 3000 }] })], "Service echo · spec.type"],
    ["a wrong target port", [...pods, svc({ ports: [{ ...port, targetPort: 3001 }] })], "Service echo · spec.ports[0].targetPort"],
    ["a name with a slip", [...pods, svc({ name: "ehco" })], "Service ehco · metadata.name"],
  ])("points at %s, in both languages, and tells no value", async (_, objects, place) => {
    const { kind, text } = await hint(objects);
    expect(kind).toBe("cause");
    expect(text).toEqual({ ko: `살펴볼 곳: ${place}`, en: `Look closely at: ${place}` });
  });

  it("names the line of the learner's own file", async () => {
    const file = { path: "echo.yml", text: "apiVersion: v1\nkind: Service\nmetadata:\n  name: echo\nspec:\n  type: NodePort\n  port: 3000\n" };
    expect((await hint(pods, { files: [file] })).text).toEqual({
      ko: "살펴볼 곳: Service echo · spec.port · echo.yml:7",
      en: "Look closely at: Service echo · spec.port · echo.yml:7",
    });
  });

  it("is about something else after a wrong repair, and the same while the same is wrong", async () => {
    const about = async (more: object) => (await hint([...pods, svc(more)])).about;
    const selector = await about({ selector: { app: "ehco" } });
    expect(await about({ selector: { app: "hceo" } })).toBe(selector);
    expect(await about({ ports: [{ ...port, targetPort: 3001 }] })).not.toBe(selector);
  });

  it("is the lab's own where nothing is begun", async () => {
    expect(await hint([])).toMatchObject({ kind: "cause", text: { ko: "words", en: "words" } });
  });

  it("says of a file that is right that the cluster hasn't got it", async () => {
    const text =
      "apiVersion: v1\nkind: Service\nmetadata:\n  name: echo\nspec:\n  type: NodePort\n  ports:\n    - port: 3000\n      nodePort: 32000\n  selector:\n    app: echo\n";
    const { text: said } = await hint(pods, { files: [{ path: "echo.yml", text }] });
    expect(said.en).toBe("Compare the file with the cluster, which hasn't got what it says: echo.yml");
    expect(said.ko).toBe("파일과 클러스터를 견주어 봅니다. 아직 클러스터에 없는 내용: echo.yml");
  });

  it("says of what can't be told that it can't, and nothing of the learner's work", async () => {
    const unreadable = { Service: { code: "timeout" as const, detail: "late" } };
    const { kind, text } = await hint([...pods, svc({ selector: { app: "ehco" } })], { unreadable });
    expect(kind).toBe("unknown");
    expect(text.en).toMatch(/^This can't be judged now.* It says nothing against your work\. \S/);
    expect(text.ko).toMatch(/^지금은 채점할 수 없어.* 작업이 틀렸다는 뜻이 아닙니다\. \S/);
    expect(text.en).not.toContain("selector");
  });

  it("says that a step is passed where it is", async () => {
    expect(await hint([...pods, svc()])).toMatchObject({
      kind: "passed",
      text: { en: expect.stringContaining("passed"), ko: expect.stringContaining("통과") },
    });
  });

  it("leads to the step before, where this one waits for it", async () => {
    const blocked = {
      ...counterLab,
      steps: counterLab.steps.map((step) =>
        step.id === "redis" ? step : { ...step, checks: step.checks.map((check) => ({ ...check, needs: ["redis-finds"] })) },
      ),
    };
    const { kind, text } = await hint([], { lab: blocked, step: "counter" });
    expect(kind).toBe("before");
    expect(text).toEqual({
      ko: "먼저 1단계가 맞아야 합니다: 제목. 힌트: `svclab hint counter/redis`",
      en: "Step 1 must hold first: title. For a hint: `svclab hint counter/redis`",
    });
  });
});
