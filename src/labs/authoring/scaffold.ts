/** The beginnings of a new lab: it can be read at once, and says at every place what is still to be written. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../../trouble.ts";

/** Writes labs/NN-name and solutions/NN-name with the next free number; answers the files, relative to `root`. Throws UserError bad-lab-name, lab-exists. */
export async function scaffoldLab(root: string, name: string): Promise<readonly string[]> {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) {
    const text = { ko: `실습 이름은 영문 소문자, 숫자, -로 적습니다: ${name}`, en: `A lab's name is made of lower-case letters, digits and dashes: ${name}` };
    throw new UserError({ code: "bad-lab-name", text });
  }
  const entries = await readdir(join(root, "labs"), { withFileTypes: true });
  const ids = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  const same = ids.find((id) => id.replace(/^\d+-/, "") === name);
  if (same !== undefined) {
    throw new UserError({ code: "lab-exists", text: { ko: `이미 있는 실습입니다: labs/${same}`, en: `This lab is there already: labs/${same}` } });
  }
  const number = Math.max(0, ...ids.map((id) => Number(/^\d+/.exec(id)?.[0] ?? 0))) + 1;
  const id = `${String(number).padStart(2, "0")}-${name}`;
  const files: Readonly<Record<string, string>> = {
    [`labs/${id}/lab.yaml`]: labYaml(name, number),
    [`labs/${id}/ko.md`]: prose(name),
    [`labs/${id}/en.md`]: prose(name),
    [`labs/${id}/files/${name}.yml`]: starter(name),
    [`solutions/${id}/answer.yaml`]: answer(name),
    [`solutions/${id}/${name}.yml`]: solution(name),
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { flag: "wx" });
  }
  return Object.keys(files);
}

function labYaml(name: string, number: number): string {
  return `# yaml-language-server: $schema=../lab.schema.json
lab: ${name}
number: ${number}
title: { ko: TODO 제목, en: TODO title }
owns:
  - { kind: Service, name: ${name} }
steps:
  - id: first
    title: { ko: TODO 단계의 제목, en: TODO title of the step }
    files: [${name}.yml]
    type:
      - kubectl apply -f ${name}.yml
    checks:
      - id: service
        title: { ko: "Service ${name}: 포트 80", en: "Service ${name} has port 80" }
        object: { kind: Service, name: ${name} }
        wants: { spec: { ports: [{ port: 80 }] } }
`;
}

function prose(name: string): string {
  const sections = [
    ["text", "TODO: what this step is about, with a drawing"],
    ["task", `TODO: what to do in \`${name}.yml\``],
    ["hint 1", "TODO: a nudge"],
    ["hint 2", "TODO: where to look"],
    ["hint 3", "TODO: nearly the answer"],
    ["why", "TODO: why it worked"],
  ];
  return `## first\n\n${sections.map(([head, text]) => `### ${head}\n\n${text}\n`).join("\n")}\n## outro\n\nTODO: what to remember\n`;
}

function starter(name: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  ports:\n    # TODO\n`;
}

function solution(name: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  ports:\n    - port: 80\n`;
}

function answer(name: string): string {
  return `title:\n  ko: 모범 답안\n  en: The reference answer\ndo:\n  - run: kubectl apply -f ${name}.yml\n`;
}
