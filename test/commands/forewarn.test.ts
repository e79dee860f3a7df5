import { expect, test } from "vitest";
import type { Driver } from "../../src/cluster/driver.ts";
import { forewarn } from "../../src/commands/forewarn.ts";
import { plain } from "../../src/render/paint.ts";
import { unicodeSigns } from "../../src/render/signs.ts";
import { labs } from "../labs/course.ts";

type Means = Awaited<ReturnType<NonNullable<Driver["means"]>>>;

function scene(lab: string, means: Means | undefined, answer = true) {
  const said: string[] = [];
  const asked: boolean[] = [];
  const driver = { kind: "kubeconfig", name: "work", namespace: "svclab", ...(means === undefined ? {} : { means: async () => means }) } as unknown as Driver;
  const ports = {
    look: { language: "en", columns: 200, paint: plain, signs: unicodeSigns, shell: "posix" },
    output: { print() {}, say: (text: string) => void said.push(text) },
    signal: new AbortController().signal,
    terminal: undefined,
  } as const;
  const confirm = async ({ preset }: { readonly preset: boolean }): Promise<boolean> => {
    asked.push(preset);
    return answer;
  };
  const prompts = { confirm } as unknown as Parameters<typeof forewarn>[1]["prompts"];
  const go = (yes = false) => forewarn(ports, { prompts }, { lab: labs.find(({ name }) => name === lab)!, driver, yes });
  return { said, asked, go };
}

const all: Means = { balancer: "seen", node: "reached" };

test("what a cluster lacks for a lab is said with the marks that hang on it, and asked about, before anything is made", async () => {
  const { go, said, asked } = scene("loadbalancer", { ...all, balancer: "not-seen" });
  await go();
  expect(said[0]).toContain("The 5 marks that need one can't be earned there");
  expect(said.at(-1)).toBe("To do all of it: svclab start loadbalancer --cluster practice");
  expect(asked).toEqual([false]);
});

test("node ports that can't be reached are said, and do not keep from going on", async () => {
  const { go, said, asked } = scene("nodeport", { ...all, node: "cut" });
  await go();
  expect(said[0]).toContain("The 3 marks for node ports");
  expect(asked).toEqual([true]);
});

test("who would rather not is left with a cluster as it was", async () => {
  await expect(scene("loadbalancer", { ...all, balancer: "not-seen" }, false).go()).rejects.toMatchObject({ code: "not-wanted" });
});

test("--yes has answered already", async () => {
  const { go, asked } = scene("loadbalancer", { ...all, balancer: "not-seen" }, false);
  await go(true);
  expect(asked).toEqual([]);
});

test.each([
  ["a lab that needs neither", "clusterip", { balancer: "not-seen", node: "cut" }],
  ["a cluster that has all", "loadbalancer", all],
  ["a cluster of which too little may be read", "loadbalancer", { balancer: "unknown", node: "reached" }],
  ["minikube and practice, where the labs bring what they need", "loadbalancer", undefined],
] as const)("nothing is said for %s", async (_what, lab, means) => {
  const { go, said, asked } = scene(lab, means);
  await go();
  expect([said, asked]).toEqual([[], []]);
});
