/** For bash from 3.2 on, with or without the bash-completion package. */
import type { CompletionNode } from "./completion.ts";
import { pathCases, quoted, valueFlags } from "./posix.ts";

export function bashCompletion(nodes: readonly CompletionNode[]): string {
  const wordCases = nodes.map(({ path, words }) => `    ${quoted(path)}) words=${quoted(words.map(({ word }) => word).join(" "))} ;;`);
  const flagCases = nodes.map(({ path, flags }) => `    ${quoted(path)}) words=${quoted(flags.map(({ word }) => word).join(" "))} ;;`);
  const values = valueFlags(nodes).map(({ flag, values: each }) => `    ${flag}) COMPREPLY=($(compgen -W ${quoted(each.join(" "))} -- "$current")); return ;;`);
  return `# svclab in bash: eval "$(svclab completion bash)"
_svclab() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} path= words= at
  # After --flag= bash hands over the sign as a word of its own.
  if [ "$current" = = ]; then current=; elif [ "$previous" = = ]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "$path \${COMP_WORDS[at]}" in
${pathCases(nodes, "      ")}
    esac
  done
  case "$previous" in
${values.join("\n")}
  esac
  case "$current" in
  -*) case "$path" in
${flagCases.join("\n")}
    esac ;;
  *) case "$path" in
${wordCases.join("\n")}
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
# Where nothing is known, names of files.
complete -o default -F _svclab svclab
`;
}
