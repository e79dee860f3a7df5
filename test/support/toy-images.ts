import type { Container, ContainerContext, ExitStatus, ImageCatalog } from "../../src/practice/container.ts";

/** What a toy container does when it starts: listen, log, crash. */
export type ToyProgram = (context: ContainerContext, exit: (status: ExitStatus) => void) => void;

/** A registry that holds these images and no others. */
export function toyImages(programs: Readonly<Record<string, ToyProgram>>): ImageCatalog {
  return {
    pull(reference) {
      const program = programs[reference];
      if (program === undefined) return { status: "failed", reason: "ErrImagePull", message: `${reference}: not found` };
      const start = (context: ContainerContext): Container => toyContainer(program, context);
      return {
        status: "pulled",
        image: { entrypoint: ["/toy"], start },
        imageID: `${reference}@sha256:${"0".repeat(64)}`,
        canonical: `docker.io/library/${reference}`,
        bytes: 1000,
      };
    },
  };
}

/** Answers every connection with its own hostname and hangs up. */
export const greeter: ToyProgram = ({ network, hostname, env }) => {
  network.listen(Number(env.PORT ?? 3000), (socket) => socket.end(`${hostname}\n`));
};

function toyContainer(program: ToyProgram, context: ContainerContext): Container {
  let exit: (status: ExitStatus) => void = () => {};
  const exited = new Promise<ExitStatus>((resolve) => {
    exit = resolve;
  });
  const listeners: { close(): void }[] = [];
  const network = {
    ...context.network,
    listen: (...args: Parameters<ContainerContext["network"]["listen"]>) => {
      const listener = context.network.listen(...args);
      listeners.push(listener);
      return listener;
    },
  };
  const end = (status: ExitStatus): void => {
    for (const listener of listeners.splice(0)) listener.close();
    exit(status);
  };
  program({ ...context, network }, end);
  return {
    exited,
    stop: () => end({ code: 143, signal: 15 }),
    exec({ command, stdout }) {
      stdout.end(`${command.join(" ")}\n`);
      return { done: Promise.resolve({ status: "exit", code: command[0] === "false" ? 1 : 0 }), kill() {}, resize() {} };
    },
  };
}
