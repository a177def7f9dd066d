/** Patterns of file names, as shells have them: `*`, `?`, `[a-z]`, `**` for any folders, `{a,b}` for either. */

import picomatch from "picomatch/posix.js";

/** A pattern, ready to be held against paths. */
export interface Glob {
  /** The folder that everything is below which it matches; `.` for the root. */
  readonly base: string;
  /** Whether it matches the path of a file. */
  readonly matches: (path: string) => boolean;
  /** Whether it could match something below a folder. */
  readonly leadsInto: (folder: string) => boolean;
}

/** Names may begin with a dot, and hold line breaks (s). */
const OPTIONS = { dot: true, posix: true, flags: "s" };

/** The pattern that a text is; null where it is a name. */
export function globFrom(text: string): Glob | null {
  // A `!` in front would mean everything else.
  const pattern = text.startsWith("!") ? `\\${text}` : text;
  const { isGlob, base } = picomatch.scan(pattern);
  if (!isGlob) return null;
  return {
    base: base.replaceAll(/\\(.)/g, "$1") || ".",
    matches: picomatch(pattern, OPTIONS),
    leadsInto: (folder) => leadsInto(pattern, folder),
  };
}

/** In doubt it does: where braces stand, nobody knows which name of a path is about which of the pattern's. */
function leadsInto(pattern: string, folder: string): boolean {
  if (folder === "." || pattern.includes("{")) return true;
  const names = pattern.split("/");
  const depth = folder.split("/").length;
  const isEndless = names.slice(0, depth).includes("**");
  if (depth >= names.length && !isEndless) return false;
  const head = isEndless ? [...names.slice(0, names.indexOf("**")), "**"] : names.slice(0, depth);
  return picomatch(head.join("/"), OPTIONS)(folder);
}
