import { randomBytes } from "node:crypto";
import type { Container, ContainerContext, Exec, ExitStatus, Image, ImageCatalog } from "../container.ts";
import { COREDNS_IMAGE, ETCD_IMAGE, KUBE_PROXY_IMAGE, KUBERNETES_VERSION, kubeImage, STORAGE_PROVISIONER_IMAGE } from "./bootstrap/versions.ts";
import { METALLB_CONTROLLER_IMAGE, METALLB_SPEAKER_IMAGE } from "./metallb/addon.ts";

interface SystemProgram {
  readonly entrypoint: string;
  readonly ports: readonly number[];
  readonly greeting: readonly string[];
  readonly bytes: number;
}

/** What a program says after its greeting. */
export type Speech = (listener: (line: string) => void) => () => void;

/** Programs of the cluster itself; what they do is done by the engine, so their containers only have to be there. */
const PROGRAMS: Readonly<Record<string, SystemProgram>> = {
  [COREDNS_IMAGE]: { entrypoint: "/coredns", ports: [53, 8080, 8181, 9153], greeting: [".:53", "CoreDNS-1.14.2"], bytes: 23_553_139 },
  [ETCD_IMAGE]: { entrypoint: "etcd", ports: [], greeting: ['{"level":"info","msg":"Running: ","args":["etcd"]}'], bytes: 23_641_797 },
  [kubeImage("kube-apiserver")]: kubernetesProgram("kube-apiserver", 27_671_924),
  [kubeImage("kube-controller-manager")]: kubernetesProgram("kube-controller-manager", 23_121_897),
  [kubeImage("kube-scheduler")]: kubernetesProgram("kube-scheduler", 17_228_384),
  [KUBE_PROXY_IMAGE]: {
    entrypoint: "/usr/local/bin/kube-proxy",
    ports: [],
    greeting: ['I1126 00:00:00.000000       1 server_linux.go:136] "Using iptables Proxier"'],
    bytes: 25_964_312,
  },
  [STORAGE_PROVISIONER_IMAGE]: {
    entrypoint: "/storage-provisioner",
    ports: [],
    greeting: ["Initializing the minikube storage provisioner..."],
    bytes: 9_058_936,
  },
  [METALLB_CONTROLLER_IMAGE]: {
    entrypoint: "/controller",
    ports: [7472],
    greeting: ['{"caller":"main.go:142","msg":"MetalLB controller starting version 0.9.6"}'],
    bytes: 40_253_344,
  },
  [METALLB_SPEAKER_IMAGE]: {
    entrypoint: "/speaker",
    ports: [],
    greeting: ['{"caller":"main.go:84","msg":"MetalLB speaker starting version 0.9.6"}'],
    bytes: 43_016_283,
  },
};

function kubernetesProgram(name: string, bytes: number): SystemProgram {
  return { entrypoint: name, ports: [], greeting: [`"Version" version="${KUBERNETES_VERSION}"`], bytes };
}

/** The catalog with the images of the cluster's own programs in front. */
export function withSystemImages(images: ImageCatalog, speeches: Readonly<Record<string, Speech>> = {}): ImageCatalog {
  return {
    pull(reference) {
      const program = PROGRAMS[reference];
      if (program === undefined) return images.pull(reference);
      const repository = reference.slice(0, reference.lastIndexOf(":"));
      const imageID = `${repository}@sha256:${Buffer.from(reference).toString("hex").padEnd(64, "0").slice(0, 64)}`;
      return { status: "pulled", image: imageOf(program, speeches[reference]), imageID, canonical: reference, bytes: program.bytes };
    },
  };
}

function imageOf(program: SystemProgram, speech: Speech | undefined): Image {
  return { entrypoint: [program.entrypoint], start: (context) => startProgram(program, context, speech) };
}

function startProgram({ ports, greeting }: SystemProgram, { network, log }: ContainerContext, speech: Speech | undefined): Container {
  for (const line of greeting) log("stdout", line);
  const hush = speech?.((line) => log("stdout", line));
  const listeners = ports.map((port) => network.listen(port, (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK")));
  let end: (status: ExitStatus) => void = () => {};
  const exited = new Promise<ExitStatus>((resolve) => {
    end = resolve;
  });
  return {
    exited,
    stop() {
      for (const listener of listeners) listener.close();
      hush?.();
      end({ code: 0 });
    },
    exec: ({ command }) => notFound(command[0] ?? ""),
  };
}

/** These images hold nothing but their one program. */
function notFound(program: string): Exec {
  const id = randomBytes(32).toString("hex");
  const message = `failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": executable file not found in $PATH`;
  return { done: Promise.resolve({ status: "failed", message, code: 127 }), kill() {}, resize() {} };
}
