/** Puts values in place of $(NAME); $$(NAME) stands for itself, and so does a name that isn't known. */
export function expand(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) => {
    if (whole === "$$") return "$";
    return variables[name ?? ""] ?? whole;
  });
}
