/**
 * What the kubelet asks of an image and of a container made from it. Containers are simulated in this process:
 * nothing in them runs a program of the host or reads a file of it.
 */
import type { Readable, Writable } from "node:stream";
import type { Clock } from "./clock.ts";
import type { PodNetwork } from "./pod-network.ts";

/** The registries of the practice cluster. */
export interface ImageCatalog {
  /** What a pull of this reference brings; a missing image says why in the runtime's own words (FACTS.md 3.6). */
  pull(reference: string): PullResult;
}

/** `imageID`: docker.io/library/redis@sha256:…; `canonical`: as status.containerStatuses[].image shows it. */
export type PullResult =
  | { readonly status: "pulled"; readonly image: Image; readonly imageID: string; readonly canonical: string; readonly bytes: number }
  /** InvalidImageName when the reference can't be parsed, ErrImagePull when the registry refuses. `message` is the ERR of the events. */
  | { readonly status: "failed"; readonly reason: "ErrImagePull" | "InvalidImageName"; readonly message: string };

export interface Image {
  /** What runs when the Pod names no command: ENTRYPOINT and CMD, for display. */
  readonly entrypoint: readonly string[];
  /** Starts the container's main process (or `command`/`args` in its place, as Kubernetes has them) in a new container. */
  start(context: ContainerContext): Container;
}

export type Volume =
  /** Files of whoever writes them: the same object holds the same files for all that mount it. */
  | { readonly kind: "scratch" }
  /** Texts of objects, by their paths in the volume; looked at anew at each access, so that a new object brings its files along. */
  | { readonly kind: "texts"; readonly read: () => VolumeTexts };

export type VolumeTexts = ReadonlyMap<string, { readonly content: Buffer; readonly mode: number }>;

export interface Mount {
  readonly path: string;
  /** A file or a folder of the volume in the volume's place. */
  readonly subPath: string | undefined;
  readonly readOnly: boolean;
  readonly volume: Volume;
}

export interface ContainerContext {
  /** Overrides of entrypoint and CMD, from the Pod; already expanded. */
  readonly command: readonly string[] | undefined;
  readonly args: readonly string[] | undefined;
  /** Environment of the container: service variables, then the Pod's own, HOSTNAME. The image adds PATH and its own below them. */
  readonly env: Readonly<Record<string, string>>;
  readonly workingDir: string | undefined;
  /** The pod's name. */
  readonly hostname: string;
  readonly network: PodNetwork;
  readonly clock: Clock;
  readonly mounts?: readonly Mount[];
  /** Further lines of /etc/hosts. */
  readonly hostAliases?: readonly { readonly ip: string; readonly hostnames?: readonly string[] }[];
  /** The container keeps a stdin for `attach`, as `stdin: true` of the Pod asks; without it the main process reads an end at once. */
  readonly stdin?: boolean;
  /** The main process has a terminal, as `tty: true` of the Pod asks. */
  readonly tty?: boolean;
  /** One line of the main process's output, without its newline. */
  readonly log: (stream: "stdout" | "stderr", line: string) => void;
}

export interface Container {
  /** Settles once, when the main process has ended: by itself, by a crash, or by stop. Never rejects. */
  readonly exited: Promise<ExitStatus>;
  /** SIGTERM, and SIGKILL after the grace period. Ends every exec in it. */
  stop(graceSeconds: number): void;
  exec(request: ExecRequest): Exec;
  /** Joins the main process's own streams (`kubectl attach`, `kubectl run -it`), from now on; `done` tells how the main process ended. */
  attach?(request: AttachRequest): Exec;
}

export interface ExitStatus {
  readonly code: number;
  /** 9, 15 … when a signal ended it; `code` is then 128 + signal. */
  readonly signal?: number;
  /** The main process never ran (reason StartError, code 128): the runtime's text, as the terminated state shows it. */
  readonly startError?: string;
}

export interface ExecRequest {
  readonly command: readonly string[];
  readonly tty: boolean;
  /** Absent: no stdin (reads see its end at once). */
  readonly stdin?: Readable | undefined;
  readonly stdout: Writable;
  /** With a tty everything goes to stdout. */
  readonly stderr: Writable;
  /** Columns and rows, when there is a tty. */
  readonly size?: { readonly columns: number; readonly rows: number };
}

export type AttachRequest = Omit<ExecRequest, "command" | "tty">;

export interface Exec {
  /**
   * `exit`: the command ran and ended. `failed`: it could not be started; `message` is the runtime's text, such as
   * `failed to exec in container: failed to start exec "…": OCI runtime exec failed: exec failed: unable to start container process: exec: "no-such-command": executable file not found in $PATH`, and `code` what kubectl shall exit with (126, 127).
   */
  readonly done: Promise<{ readonly status: "exit"; readonly code: number } | { readonly status: "failed"; readonly message: string; readonly code: number }>;
  /** The client went away. */
  kill(): void;
  resize(size: { readonly columns: number; readonly rows: number }): void;
}
