/** What the practice cluster puts into its folder for the lab shell: a kubeconfig and the minikube command. */
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Certificates } from "../certificates.ts";
import { entryPoint } from "./entry-point.ts";
import type { PracticePaths } from "./paths.ts";
import { writeWhole } from "./whole-file.ts";

/** Name of the context, the cluster and the user in the kubeconfig. */
const PRACTICE_CONTEXT = "svclab-practice";

export function writeKubeconfig(path: string, url: string, certificates: Certificates): void {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: PRACTICE_CONTEXT, cluster: { server: url, "certificate-authority-data": base64(certificates.ca) } }],
    contexts: [{ name: PRACTICE_CONTEXT, context: { cluster: PRACTICE_CONTEXT, user: PRACTICE_CONTEXT, namespace: "default" } }],
    users: [
      {
        name: PRACTICE_CONTEXT,
        user: { "client-certificate-data": base64(certificates.admin.cert), "client-key-data": base64(certificates.admin.key) },
      },
    ],
    "current-context": PRACTICE_CONTEXT,
  };
  writeWhole(path, `${JSON.stringify(config, undefined, 2)}\n`);
}

export function writeMinikubeCommand(paths: PracticePaths): void {
  mkdirSync(paths.bin, { recursive: true });
  const argv = [...entryPoint("minikube")];
  if (process.platform === "win32") {
    writeWhole(join(paths.bin, "minikube.cmd"), `@echo off\r\nset "SVCLAB_HOME=${paths.home}"\r\n${argv.map((word) => `"${word}"`).join(" ")} %*\r\n`, 0o755);
    return;
  }
  const script = join(paths.bin, "minikube");
  writeWhole(script, `#!/bin/sh\nSVCLAB_HOME=${quoted(paths.home)} exec ${argv.map(quoted).join(" ")} "$@"\n`, 0o755);
  chmodSync(script, 0o755);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
