/** Glob patterns as in shells: `*`, `?`, `[a-z]`, `**` for any folders, `{a,b}` for either. */

import picomatch from "picomatch/posix.js";

export interface Glob {
  /** The folder that contains every possible match; `.` for the root. */
  readonly base: string;
  readonly matches: (path: string) => boolean;
  /** Whether the pattern can match something below a folder. */
  readonly leadsInto: (folder: string) => boolean;
}

/** Names may begin with a dot (`dot`) and contain line breaks (`s`). */
const OPTIONS = { dot: true, posix: true, flags: "s" };

/** Null if the text is a plain name and not a pattern. */
export function globFrom(text: string): Glob | null {
  // Escaped, because picomatch negates a pattern that begins with `!`.
  const pattern = text.startsWith("!") ? `\\${text}` : text;
  const { isGlob, base } = picomatch.scan(pattern);
  if (!isGlob) return null;
  return {
    base: base.replaceAll(/\\(.)/g, "$1") || ".",
    matches: picomatch(pattern, OPTIONS),
    leadsInto: (folder) => leadsInto(pattern, folder),
  };
}

/** Returns true if in doubt: with braces, it is unknown which part of a pattern belongs to which folder. */
function leadsInto(pattern: string, folder: string): boolean {
  if (folder === "." || pattern.includes("{")) return true;
  const names = pattern.split("/");
  const depth = folder.split("/").length;
  const isEndless = names.slice(0, depth).includes("**");
  if (depth >= names.length && !isEndless) return false;
  const head = isEndless ? [...names.slice(0, names.indexOf("**")), "**"] : names.slice(0, depth);
  return picomatch(head.join("/"), OPTIONS)(folder);
}
