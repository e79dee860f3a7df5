import { describe, expect, it } from "vitest";
import { parseLab } from "../../grader/index.ts";
import { pick } from "../../grader/json.ts";
import type { Lab } from "../../grader/model.ts";
import { deployment, service } from "./support/objects.ts";
import { reportOn } from "./support/world.ts";

const sections = ["text", "task", "hint 1", "hint 2", "hint 3", "why"].map((name) => `### ${name}\nwords\n`).join("");
const prose = `## one\n${sections}## outro\nwords\n`;
const t = "title: {ko: 제목, en: title}, marks: 1";
const lab = labWith(`
      - {id: ip, ${t}, ask: {question: {ko: 무엇, en: which}, field: {kind: Service, name: redis, path: spec.clusterIP}}}
      - id: name
        title: {ko: 제목, en: title}
        ask:
          question: {ko: 무엇, en: which}
          text: ["redis.{namespace}.svc.cluster.local"]
          near: [{says: ["redis.{namespace}"], why: {ko: 도메인이 빠졌습니다, en: the domain is missing}}]
      - id: why
        title: {ko: 제목, en: title}
        ask:
          question: {ko: 왜, en: why}
          text: [nobody]
          choices: [{value: nobody, text: {ko: 없어서, en: nobody gives}}, {value: pods, text: {ko: 파드, en: no pods}}]
          near: [{says: [pods], why: {ko: Pod은 준비되어 있습니다, en: the pods are ready}}]
`);
const objects = [
  ...deployment({ name: "redis", labels: { app: "redis" }, image: "redis", firstAddress: 3 }),
  service({ name: "redis", selector: { app: "redis" } }),
];

/** A lab of one step with these checks, as YAML. */
function labWith(checks: string): Lab {
  const yaml = `lab: asked
number: 1
title: {ko: 제목, en: title}
owns: []
steps:
  - id: one
    title: {ko: 제목, en: title}
    checks:${checks}`;
  const parsed = parseLab({ folder: "01-asked", yaml, ko: prose, en: prose });
  if (parsed.status !== "parsed") throw new Error(JSON.stringify(parsed));
  return parsed.lab;
}

const finding = async (check: string, answer: string) => {
  const { checks } = await reportOn(lab, { objects, answers: { [check]: answer } });
  return checks.find(({ id }) => id === check)?.findings[0];
};

describe("a question", () => {
  it("tells whose address it was given instead", async () => {
    const podIP = String(pick(objects.find(({ kind }) => kind === "Pod")?.status, "podIP"));
    const found = await finding("ip", `${podIP}:6379`);
    expect(found).toMatchObject({ code: "ask-other-address", object: { kind: "Question", name: "ip" } });
    expect(found?.message.en).toMatch(/Pod redis-/);
  });

  it("gives the lab's reason for a wrong answer that is easily given, in the lab's namespace", async () => {
    expect(await finding("name", "redis.default.")).toMatchObject({ code: "ask-wrong", message: { en: "the domain is missing" } });
  });

  it.each(["pods", "no pods", "파드"])("gives the reason for a wrong choice: %s", async (choice) => {
    expect(await finding("why", choice)).toMatchObject({ code: "ask-wrong", message: { ko: "Pod은 준비되어 있습니다" } });
  });

  it("has a word for any other wrong answer", async () => {
    expect((await finding("name", "postgres"))?.message.en).toContain('"postgres"');
  });
});

describe("a question about what a cluster may not have", () => {
  const dns = labWith(`
      - id: dns
        title: {ko: 제목, en: title}
        ask: {question: {ko: 무엇, en: which}, about: {kind: Service, name: kube-dns, namespace: kube-system}, text: [kube-dns]}
`);
  const elsewhere = service({ name: "kubernetes", namespace: "other", selector: {} });
  const given = async (objects: Parameters<typeof reportOn>[1]["objects"], answer: string) =>
    (await reportOn(dns, { objects, answers: { dns: answer } })).checks[0];

  it("is marked where it stands", async () => {
    const there = [elsewhere, service({ name: "kube-dns", namespace: "kube-system", selector: {} })];
    expect((await given(there, "kube-dns"))?.status).toBe("passed");
    expect((await given(there, "coredns"))?.status).toBe("failed");
  });

  it("can't be marked, right or wrong, where it was looked for and isn't there", async () => {
    for (const answer of ["kube-dns", "rke2-coredns-rke2-coredns"])
      expect(await given([elsewhere], answer)).toMatchObject({ status: "unknown", why: { code: "not-supported", detail: "Service kube-system/kube-dns" } });
  });

  it("is marked as everywhere where other namespaces may not be read", async () => {
    expect((await given([], "kube-dns"))?.status).toBe("passed");
  });
});
