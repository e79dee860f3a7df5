import { describe, expect, it } from "vitest";
import { mistakesAbout, otherKindIn } from "../../grader/explain/manifest/read-manifest.ts";
import { findingCodes } from "../../grader/finding.ts";
import { readAnswerFile } from "../../src/labs/answer-file.ts";
import { loadExam } from "../../src/labs/load-exam.ts";
import { readWorkspace } from "../../src/labs/workspace.ts";
import { labs, solutionsFolder } from "./course.ts";

const exams = await Promise.all(labs.map(async (lab) => ({ lab, exam: await loadExam(solutionsFolder, lab.id) })));

describe("the exam of the course", () => {
  it("holds at least 60 wrong answers and 25 right ones", () => {
    expect(exams.flatMap(({ exam }) => exam.wrong).length).toBeGreaterThanOrEqual(60);
    expect(exams.flatMap(({ exam }) => exam.right).length).toBeGreaterThanOrEqual(25);
  });
});

describe.each(exams)("the exam of $lab.name", ({ lab, exam }) => {
  const questions = lab.steps.flatMap(({ checks }) => checks.filter(({ kind }) => kind === "ask").map(({ id }) => id));

  it("has other right answers and several causes of wrong ones", () => {
    expect(exam.right.length).toBeGreaterThanOrEqual(2);
    expect(new Set(exam.wrong.map(({ expects }) => `${expects.code} ${expects.object}`)).size).toBeGreaterThanOrEqual(3);
  });

  it("expects causes that the grader knows", () => {
    for (const { name, expects } of exam.wrong) expect(findingCodes, name).toContain(expects.code);
  });

  it("answers every question in each right answer, and no other", () => {
    for (const { name, do: deeds } of [exam.solution, ...exam.right]) {
      const answered = deeds.flatMap((deed) => (deed.kind === "answer" ? [deed.check] : []));
      expect(answered.sort(), name).toEqual([...questions].sort());
    }
  });

  it("runs kubectl and minikube only", () => {
    for (const { name, do: deeds } of [exam.solution, ...exam.right, ...exam.wrong]) {
      const argvs = deeds.flatMap((deed) => (deed.kind === "run" ? [deed.argv] : "argv" in deed.source ? [deed.source.argv] : []));
      for (const argv of argvs) expect(["kubectl", "minikube"], name).toContain(argv[0]);
    }
  });
});

describe("a wrong answer whose manifest can't be what was meant", () => {
  const unreadable = exams.flatMap(({ lab, exam }) =>
    exam.wrong.filter(({ expects: { code } }) => code.startsWith("manifest-") && code !== "manifest-namespace").map((answer) => ({ ...answer, lab: lab.name })),
  );

  it.each(unreadable)("$lab $name shows the grader its cause", async ({ folder, expects }) => {
    const [kind = "", name = ""] = expects.object.split("/");
    const files = (await readWorkspace(folder)).filter(({ path }) => path !== "answer.yaml");
    const [first] = files.flatMap(({ text }) => mistakesAbout(text, { kind, name }) ?? otherKindIn(text, { kind, name }) ?? []);
    expect(first?.code).toBe(expects.code);
    expect(first?.path).toBe(expects.path);
  });
});

describe("an answer file", () => {
  const title = "title: { ko: 제목, en: Title }\n";

  it("is read into deeds, commands split into words", () => {
    const reading = readAnswerFile(`${title}do:\n  - run: kubectl patch svc a -p '{"b":1}'\n  - answer: { check: c, text: d }\n`, "right");
    expect(reading).toMatchObject({
      status: "read",
      content: {
        do: [
          { kind: "run", argv: ["kubectl", "patch", "svc", "a", "-p", '{"b":1}'] },
          { kind: "answer", check: "c", source: { text: "d" } },
        ],
      },
    });
  });

  it("tells all its mistakes at once", () => {
    const reading = readAnswerFile(`${title}do:\n  - run: kubectl get 'pods\n  - run: kubectl get "svc\n`, "wrong");
    expect(reading).toMatchObject({ status: "invalid" });
    expect(reading.status === "invalid" ? reading.mistakes : []).toHaveLength(3);
  });

  it("may not name a cause when the answer is right", () => {
    expect(readAnswerFile(`${title}do: [{ run: kubectl version }]\nexpects: { code: missing, object: Service/a }\n`, "right").status).toBe("invalid");
  });
});
