import { describe, expect, it } from "vitest";
import { transcriptHtml } from "../../../src/render/transcript/html.ts";
import { transcriptJunit } from "../../../src/render/transcript/junit.ts";
import { transcriptMarkdown } from "../../../src/render/transcript/markdown.ts";
import { percentOf, type Transcript } from "../../../src/render/transcript/transcript.ts";

const transcript: Transcript = {
  formatVersion: 1,
  at: "2026-01-02T03:04:05.000Z",
  cluster: { kind: "practice", name: "practice", namespace: "default" },
  live: true,
  earned: 3,
  possible: 6,
  labs: [
    {
      lab: "clusterip",
      number: 1,
      title: { ko: "ClusterIP로 redis 묶기", en: "Redis behind a ClusterIP" },
      status: "begun",
      earned: 3,
      possible: 4,
      steps: [
        {
          id: "selector",
          title: { ko: "찾게 하기", en: "Let it find" },
          earned: 3,
          possible: 3,
          hints: 1,
          solutionSeen: true,
          checks: [
            { id: "ready", title: { ko: "준비됨", en: "the pod is <ready> & well" }, marks: 1, status: "passed" },
            { id: "finds", title: { ko: "찾음", en: 'it "finds"' }, marks: 2, status: "broken" },
          ],
        },
        {
          id: "reach",
          title: { ko: "닿기", en: "Reach" },
          earned: 0,
          possible: 1,
          hints: 0,
          solutionSeen: false,
          checks: [{ id: "answers", title: { ko: "답함", en: "answers" }, marks: 1, status: "open" }],
        },
      ],
    },
    {
      lab: "echo",
      number: 6,
      title: { ko: "echo", en: "echo" },
      status: "not-begun",
      earned: 0,
      possible: 2,
      steps: [
        {
          id: "all",
          title: { ko: "모두", en: "All" },
          earned: 0,
          possible: 2,
          hints: 0,
          solutionSeen: false,
          checks: [{ id: "all", title: { ko: "모두", en: "all" }, marks: 2, status: "open" }],
        },
      ],
    },
  ],
};

describe("the report of a learner's progress", () => {
  it.each(["ko", "en"] as const)("looks as recorded (%s)", async (language) => {
    await expect(`${transcriptHtml(transcript, language)}\n`).toMatchFileSnapshot(`../golden/report.${language}.html`);
    await expect(`${transcriptMarkdown(transcript, language)}\n`).toMatchFileSnapshot(`../golden/report.${language}.md`);
    await expect(`${transcriptJunit(transcript, language)}\n`).toMatchFileSnapshot(`../golden/report.${language}.xml`);
  });

  it("never counts up to 100 before all is earned", () => {
    expect([percentOf({ earned: 999, possible: 1000 }), percentOf({ earned: 1000, possible: 1000 }), percentOf({ earned: 0, possible: 0 })]).toEqual([
      99, 100, 0,
    ]);
  });

  describe("as html", () => {
    const html = transcriptHtml(transcript, "en");

    it("needs nothing from elsewhere", () => {
      expect(html).not.toMatch(/<script|<link|<img|url\(|https?:/);
    });

    it("holds each text in both languages, and shows the one asked for first", () => {
      expect(html).toContain('<span class="text" lang="ko">찾게 하기</span><span class="text" lang="en">Let it find</span>');
      expect(html).toContain('id="language-en" checked');
      expect(transcriptHtml(transcript, "ko")).toContain('id="language-ko" checked');
    });

    it("takes what stands in a title for text", () => {
      expect(html).toContain("the pod is &lt;ready&gt; &amp; well");
    });

    it("opens and closes its elements in order", () => {
      const open: string[] = [];
      for (const [, end, name = ""] of html.replace(/<style>.*<\/style>/s, "").matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
        if (["meta", "input"].includes(name)) continue;
        if (end === "/") expect(open.pop()).toBe(name);
        else open.push(name);
      }
      expect(open).toEqual([]);
    });
  });

  it("counts as CI does: a lab that was not begun is skipped, what is open or broken in a begun one has failed", () => {
    const xml = transcriptJunit(transcript, "en");
    expect(xml).toContain('<testsuites name="svclab" tests="4" failures="2" skipped="1">');
    expect(xml).toContain(
      '<testcase classname="clusterip.selector" name="it &quot;finds&quot;"><failure message="was passed and no longer holds"/></testcase>',
    );
  });

  it("lets no title break the markdown", () => {
    expect(transcriptMarkdown(transcript, "en")).toContain("the pod is \\<ready\\> & well");
  });
});

describe("a pass that was asked from another place", () => {
  const [clusterip] = transcript.labs;
  const [selector] = clusterip!.steps;
  const check = { ...selector!.checks[0]!, asked: { ko: "노드에서 요청했습니다.", en: "asked from the node." } };
  const elsewhere: Transcript = { ...transcript, labs: [{ ...clusterip!, steps: [{ ...selector!, checks: [check] }] }] };

  it("says so below the check, in markdown and in both languages of the page", () => {
    expect(transcriptMarkdown(elsewhere, "en")).toContain("the pod is \\<ready\\> & well  \n    asked from the node.");
    expect(transcriptHtml(elsewhere, "en")).toContain('<span class="text" lang="ko">노드에서 요청했습니다.</span>');
  });
});
