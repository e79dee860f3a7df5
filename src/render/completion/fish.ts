import type { CompletionNode } from "./completion.ts";

export function fishCompletion(nodes: readonly CompletionNode[]): string {
  const lines = nodes.flatMap(({ path, words, flags, files }) => [
    ...words.map(({ word, about }) => `complete -c svclab -f -n ${quoted(`__svclab_at ${quoted(path)}`)} -a ${quoted(word)} -d ${quoted(about)}`),
    ...(files ? [`complete -c svclab -F -n ${quoted(`__svclab_at ${quoted(path)}`)}`] : []),
    ...flags.map(({ word, about, values }) => {
      const value = values === undefined ? "" : values.length === 0 ? " -r -F" : ` -x -a ${quoted(values.join(" "))}`;
      const noFiles = values?.length === 0 ? "" : " -f";
      return `complete -c svclab${noFiles} -n ${quoted(`__svclab_at ${quoted(path)}`)} -l ${word.replace(/^--/, "")}${value} -d ${quoted(about)}`;
    }),
  ]);
  const paths = nodes.filter(({ path }) => path !== "").map(({ path }) => quoted(path));
  return `# svclab in fish: svclab completion fish | source
function __svclab_at
  set -l place ''
  for word in (commandline -opc)[2..-1]
    set -l further (string trim -- "$place $word")
    contains -- $further ${paths.join(" ")}; and set place $further
  end
  test "$place" = "$argv[1]"
end
complete -c svclab -e
complete -c svclab -f
${lines.join("\n")}
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
