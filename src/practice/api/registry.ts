import type { RegistryOptions } from "./options.ts";
import type { ApiRegistry } from "./registry/api-registry.ts";

/** The objects of the store behind the API's rules. The namespaces that a cluster starts with are the composition's to create. */
export function createRegistry(_options: RegistryOptions): ApiRegistry {
  throw new Error("not yet");
}
