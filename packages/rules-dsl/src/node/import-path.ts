/** Where the path of an import leads. */

/**
 * The path from the root, with `/` between its parts, that an import in a file leads to; null where no import may lead:
 * out of the project, to an absolute path or a URL, or over a backslash.
 */
export function resolveImport(importing: string, path: string): string | null {
  if (path === "" || path.includes("\\") || path.startsWith("/") || /^[a-z][a-z0-9+.-]*:/i.test(path))
    return null;
  const parts = importing.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}
