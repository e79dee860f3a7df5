/** Commands on text. */
import type { Program } from "../machine/process.ts";
import { awk } from "./awk.ts";
import { cut, tr } from "./cut.ts";
import { egrep, fgrep, grep } from "./grep.ts";
import { head, tail } from "./head-tail.ts";
import { echo, printf } from "./printf.ts";
import { sed } from "./sed.ts";
import { seq } from "./seq.ts";
import { sort, uniq } from "./sort.ts";
import { bracket, test } from "./test-command.ts";
import { wc } from "./wc.ts";
import { xargs } from "./xargs.ts";

export const textTools: Readonly<Record<string, Program>> = {
  grep,
  egrep,
  fgrep,
  head,
  tail,
  wc,
  sort,
  uniq,
  cut,
  tr,
  sed,
  awk,
  xargs,
  seq,
  printf,
  echo,
  test,
  "[": bracket,
};
