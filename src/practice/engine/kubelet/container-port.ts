import type { ContainerSpec } from "../../objects.ts";

/** The port that a probe or hook means: a number, one of the container's own ports by name, or a number in text. */
export function containerPort({ ports }: ContainerSpec, port: number | string): number {
  if (typeof port === "number") return port;
  return ports?.find(({ name }) => name === port)?.containerPort ?? Number.parseInt(port, 10);
}
