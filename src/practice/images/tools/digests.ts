/** Digests and encodings of bytes. */
import { createHash } from "node:crypto";
import { readAll } from "../machine/byte-stream.ts";
import { eachInput, fail, tool } from "./tool.ts";

export const md5sum = digest("md5sum", "md5");
export const sha256sum = digest("sha256sum", "sha256");

function digest(name: string, algorithm: string): ReturnType<typeof tool> {
  return tool({
    name,
    letters: "b",
    run: (process, { operands }) =>
      eachInput(process, {
        name,
        files: operands,
        trouble: "can't open",
        async use(input, file) {
          const hash = createHash(algorithm);
          for (let bytes = await input.read(process.signal); bytes !== undefined; bytes = await input.read(process.signal)) hash.update(bytes);
          await process.stdout.write(`${hash.digest("hex")}  ${file}\n`);
        },
      }),
  });
}

export const base64 = tool({
  name: "base64",
  letters: "dw:",
  async run(process, options) {
    const width = Number(options.value("w") ?? 76);
    if (!Number.isInteger(width) || width < 0) return await fail(process, `base64: invalid number '${options.value("w")}'`);
    let isTruncated = false;
    const status = await eachInput(process, {
      name: "base64",
      files: options.operands.slice(0, 1),
      trouble: "can't open",
      async use(input) {
        const content = await readAll(input, process.signal);
        if (options.has("d")) {
          const text = content.toString().replace(/\s/g, "");
          isTruncated = !/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0;
          await process.stdout.write(Buffer.from(text, "base64"));
          return;
        }
        const text = content.toString("base64");
        const lines = width === 0 ? [text] : (text.match(new RegExp(`.{1,${width}}`, "g")) ?? []);
        await process.stdout.write(lines.join("\n") + (width === 0 || text === "" ? "" : "\n"));
      },
    });
    return isTruncated ? await fail(process, "base64: truncated input") : status;
  },
});
