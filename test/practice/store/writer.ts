/** Writes objects for ever into a store and prints the revision of each once it is kept; says so when the disk refuses. */
import { createStore } from "../../../src/practice/store/create-store.ts";

const { store } = createStore({ folder: process.argv[2] });
for (let count = 0; ; count++) {
  try {
    const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: `c${count}`, namespace: "default" }, data: { filler: "x".repeat(300) } };
    process.stdout.write(`${store.put("v1/configmaps", object).metadata.resourceVersion}\n`);
  } catch (error) {
    process.stdout.write(
      `refused ${JSON.stringify({ code: (error as { code?: unknown }).code, message: (error as Error).message, revision: store.revision })}\n`,
    );
    break;
  }
}
