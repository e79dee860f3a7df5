/** The environment: env and printenv. */
import { become } from "../machine/find-program.ts";
import { fail, tool } from "./tool.ts";

export const env = tool({
  name: "env",
  letters: "iu:0",
  isOrdered: true,
  async run(process, options) {
    if (options.has("i") || options.operands[0] === "-") process.env.clear();
    for (const name of options.values("u")) process.env.delete(name);
    const words = options.operands.filter((word, index) => !(index === 0 && word === "-"));
    const command = words.findIndex((word) => !/^[^=]+=/.test(word));
    for (const word of command < 0 ? words : words.slice(0, command)) process.env.set(word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1));
    if (command >= 0) return await become(process, words.slice(command));
    const end = options.has("0") ? "\0" : "\n";
    await process.stdout.write([...process.env].map(([name, value]) => `${name}=${value}${end}`).join(""));
    return 0;
  },
});

export const printenv = tool({
  name: "printenv",
  letters: "",
  async run(process, { operands }) {
    if (operands.length === 0) await process.stdout.write([...process.env].map(([name, value]) => `${name}=${value}\n`).join(""));
    let status = 0;
    for (const name of operands) {
      const value = process.env.get(name);
      if (value === undefined) status = 1;
      else await process.stdout.write(`${value}\n`);
    }
    return status;
  },
});

export const id = tool({
  name: "id",
  letters: "ugnG",
  async run(process, options) {
    const isShort = ["u", "g", "G"].some((letter) => options.has(letter));
    if (!isShort && options.has("n")) return await fail(process, "id: cannot print only names in default format");
    await process.stdout.write(isShort ? (options.has("n") ? "root\n" : "0\n") : "uid=0(root) gid=0(root) groups=0(root)\n");
    return 0;
  },
});
