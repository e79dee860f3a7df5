import type { CompletionNode, Described } from "./completion.ts";
import { pathCases, quoted, valueFlags } from "./posix.ts";

export function zshCompletion(nodes: readonly CompletionNode[]): string {
  const listed = (some: readonly Described[]): string => some.map(({ word, about }) => quoted(`${word.replaceAll(":", "\\:")}:${about}`)).join(" ");
  const values = valueFlags(nodes).map(
    ({ flag, values: each }) => `    ${flag}) ${each.length === 0 ? "_files; " : `compadd -- ${each.map(quoted).join(" ")}; `}return ;;`,
  );
  const filePaths = nodes.filter(({ files }) => files).map(({ path }) => quoted(path));
  return `#compdef svclab
# svclab in zsh: eval "$(svclab completion zsh)", after compinit
_svclab() {
  local place= at
  local -a offered
  for ((at = 2; at < CURRENT; at++)); do
    case "$place \${words[at]}" in
${pathCases(nodes, "      ").replaceAll(") path=", ") place=")}
    esac
  done
  case "\${words[CURRENT-1]}" in
${values.join("\n")}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then
    case "$place" in
${nodes.map(({ path, flags }) => `      ${quoted(path)}) offered=(${listed(flags)}) ;;`).join("\n")}
    esac
  else
    case "$place" in
${nodes.map(({ path, words }) => `      ${quoted(path)}) offered=(${listed(words)}) ;;`).join("\n")}
    esac
  fi
  _describe -V svclab offered
${filePaths.length === 0 ? "" : `  case "$place" in ${filePaths.join("|")}) _files ;; esac\n`}}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -u }
compdef _svclab svclab
`;
}
