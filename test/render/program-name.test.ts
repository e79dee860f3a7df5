import { expect, it } from "vitest";
import { asTyped, programName } from "../../src/render/program-name.ts";
import { renderTold } from "../../src/render/told.ts";

it("is npx svclab where npm runs it, and svclab on a PATH that has it", () => {
  expect(programName({ npm_lifecycle_script: "node dist/main.js start" })).toBe("npx svclab");
  expect(programName({ npm_lifecycle_script: "'svclab' 'list'" })).toBe("npx svclab");
  expect(programName({ npm_lifecycle_script: "node dist/main.js start", SVCLAB_SHELL_FLAGS: "" })).toBe("svclab");
  expect(programName({ npm_lifecycle_script: "vitest run" })).toBe("svclab");
  expect(programName({})).toBe("svclab");
});

it("stands in commands that are to be typed, and nowhere else", () => {
  const look = { program: "npx svclab" };
  expect(asTyped("To go on: svclab start echo", look)).toBe("To go on: npx svclab start echo");
  expect(asTyped("To change: `svclab --cluster minikube`", look)).toBe("To change: `npx svclab --cluster minikube`");
  expect(asTyped('eval "$(svclab cluster env)"', look)).toBe('eval "$(npx svclab cluster env)"');
  expect(asTyped("svclab stops only its own cluster, and another svclab writes", look)).toBe("svclab stops only its own cluster, and another svclab writes");
  expect(asTyped("To go on: svclab start echo", {})).toBe("To go on: svclab start echo");
});

it("is part of the command that stays whole where a line is broken", () => {
  const text = "Your progress is saved and the cluster is as you left it. To go on: svclab start clusterip/selector";
  expect(renderTold(text, { columns: 40, program: "npx svclab" }).split("\n").at(-1)).toBe("npx svclab start clusterip/selector");
});
