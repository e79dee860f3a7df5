import { expect, test } from "vitest";
import { ensureRights } from "../../src/cluster/kubeconfig/rights.ts";
import { ensureNamespace } from "../../src/cluster/namespace.ts";

const never = new AbortController().signal;

/** A cluster that answers each kubectl command line by its longest matching beginning. */
function cluster(answers: Readonly<Record<string, { readonly exitCode: number; readonly stdout?: string; readonly stderr?: string }>>) {
  const asked: string[] = [];
  return {
    name: "work",
    namespace: "svclab",
    asked,
    async run(argv: readonly string[]) {
      const line = argv.slice(1).join(" ");
      asked.push(line);
      const key = Object.keys(answers)
        .filter((each) => line.startsWith(each))
        .sort((a, b) => b.length - a.length)[0];
      return { exitCode: 0, stdout: "", stderr: "", ...(key === undefined ? {} : answers[key]) };
    },
  };
}

test("rights that the labs need and that are missing are named all at once", async () => {
  const yes = { exitCode: 0, stdout: "yes\n" };
  const no = { exitCode: 1, stdout: "no - no RBAC policy matched\n" };
  const missing = cluster({ "auth can-i": yes, "auth can-i create services": no, "auth can-i create pods/exec": no });
  await expect(ensureRights(missing, never)).rejects.toMatchObject({
    code: "rights-missing",
    exitCode: 3,
    text: { en: expect.stringContaining("create services, create pods/exec"), ko: expect.stringContaining("create services, create pods/exec") },
  });
  await ensureRights(cluster({ "auth can-i": yes }), never);
});

test("a cluster that won't say what may be done is not held to have said no", async () => {
  await ensureRights(cluster({ "auth can-i": { exitCode: 1, stderr: "the server could not find the requested resource" } }), never);
});

test("a namespace that is there is left alone, and one that isn't is made", async () => {
  const there = cluster({ "get namespace svclab": { exitCode: 0, stdout: "namespace/svclab\n" } });
  await ensureNamespace(there, never);
  expect(there.asked.some((line) => line.startsWith("create"))).toBe(false);
  const absent = cluster({});
  await ensureNamespace(absent, never);
  expect(absent.asked).toContain("create namespace svclab");
});

test("a namespace that may be used but not looked at will do; one that can't be made is told in the cluster's words", async () => {
  const forbidden = { exitCode: 1, stderr: 'namespaces "svclab" is forbidden' };
  const shut = { "get namespace": forbidden, "create namespace": forbidden };
  await ensureNamespace(cluster(shut), never);
  await expect(ensureNamespace(cluster({ ...shut, "get pods": forbidden }), never)).rejects.toMatchObject({
    code: "namespace-not-made",
    text: { en: expect.stringContaining("is forbidden"), ko: expect.stringContaining("--namespace") },
  });
});
