import { expect, test } from "vitest";
import type { ClusterState, Driver } from "../../src/cluster/driver.ts";
import { offerStart } from "../../src/commands/offer-start.ts";
import { plain } from "../../src/render/paint.ts";
import { unicodeSigns } from "../../src/render/signs.ts";

const advice = { ko: "꺼져 있습니다", en: "it is stopped" };
const stopped: ClusterState = { status: "stopped", advice, start: ["minikube", "start", "-p", "lab"] };

function scene(state: ClusterState, answer: boolean, exitCode = 0) {
  const ran: string[] = [];
  const asked: string[] = [];
  const driver = {
    kind: "minikube",
    state: async () => state,
    run: async (argv: readonly string[]) => {
      ran.push(argv.join(" "));
      return { exitCode, stdout: "", stderr: "X Exiting due to RSRC_INSUFFICIENT_CORES" };
    },
  } as unknown as Driver;
  const ports = {
    look: { language: "en", columns: 80, paint: plain, signs: unicodeSigns },
    output: { print() {}, say() {} },
    signal: new AbortController().signal,
  } as const;
  const confirm = async ({ message }: { readonly message: string }): Promise<boolean> => {
    asked.push(message);
    return answer;
  };
  const terminal = { prompts: { confirm } } as unknown as Parameters<typeof offerStart>[1];
  return { ran, asked, go: (yes = false) => offerStart(ports, terminal, { driver, yes }) };
}

test("a minikube that is stopped is started when its owner says so", async () => {
  const { go, ran, asked } = scene(stopped, true);
  await go();
  expect(asked).toEqual(["Run it now? minikube start -p lab"]);
  expect(ran).toEqual(["minikube start -p lab"]);
});

test("it is left alone when the answer is no", async () => {
  const { go, ran } = scene(stopped, false);
  await expect(go()).rejects.toMatchObject({ code: "cluster-not-running", exitCode: 3, text: advice });
  expect(ran).toEqual([]);
});

test("--yes has answered already", async () => {
  const { go, ran, asked } = scene(stopped, false);
  await go(true);
  expect(asked).toEqual([]);
  expect(ran).toEqual(["minikube start -p lab"]);
});

test("a start that fails says minikube's own words", async () => {
  const { go } = scene(stopped, true, 29);
  await expect(go()).rejects.toMatchObject({ code: "minikube-not-started", text: { en: expect.stringContaining("RSRC_INSUFFICIENT_CORES") } });
});

test("what no start would mend is not offered one", async () => {
  const { go, asked } = scene({ status: "unreachable", advice, trouble: { code: "timeout", detail: "" } }, true);
  await go();
  expect(asked).toEqual([]);
});
