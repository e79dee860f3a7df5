import type { Output } from "./byte-stream.ts";

/** The longest piece of a line that is logged as one. */
const LONGEST = 16 * 1024;

/** Cuts a stream into the lines of a container's log. */
export function createLineLog(log: (line: string) => void): { readonly output: Output; flush(): void } {
  let rest = Buffer.alloc(0);
  return {
    output: {
      isTerminal: false,
      async write(bytes) {
        rest = Buffer.concat([rest, Buffer.from(bytes as string)]);
        for (let end = rest.indexOf(10); end >= 0 || rest.length > LONGEST; end = rest.indexOf(10)) {
          const cut = end < 0 || end > LONGEST ? LONGEST : end;
          log(rest.subarray(0, cut).toString());
          rest = rest.subarray(cut === end ? cut + 1 : cut);
        }
      },
    },
    flush() {
      if (rest.length > 0) log(rest.toString());
      rest = Buffer.alloc(0);
    },
  };
}
